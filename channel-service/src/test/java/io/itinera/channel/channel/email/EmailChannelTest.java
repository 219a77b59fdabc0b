package io.itinera.channel.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import io.itinera.channel.channel.Answer;
import io.itinera.channel.channel.Outgoing;
import io.itinera.channel.stage.Api;
import io.itinera.channel.template.Rendered;
import io.itinera.contracts.SendRequest;
import io.itinera.local.backend.InboxBackEnd;
import io.itinera.local.backend.Ports;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmailChannelTest {

    private final Vertx vertx = Vertx.vertx();
    private final InboxBackEnd inbox = new InboxBackEnd(Ports.free());

    @AfterEach
    void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        inbox.close();
    }

    @Test
    void callsTheMailClientOnOneEventLoopWhicheverThreadHandsTheMessages() throws InterruptedException {
        inbox.start();
        MailConfig eachMailOnItsOwnConnection = new MailConfig("127.0.0.1", inbox.port()).setKeepAlive(false);
        Caller client = new Caller(MailClient.create(vertx, eachMailOnItsOwnConnection));
        EmailChannel channel = new EmailChannel(client, vertx, Settings.of());

        Queue<CompletionStage<Answer>> answers = new ConcurrentLinkedQueue<>();
        for (int mail = 0; mail < 3; mail++) {
            Outgoing message = message();
            Thread.ofPlatform()
                    .start(() -> answers.add(channel.deliver(message)))
                    .join();
        }

        assertThat(answers).hasSize(3).allSatisfy(answer -> assertThat(answer)
                .succeedsWithin(Duration.ofMinutes(1))
                .isEqualTo(new Answer.Accepted()));
        assertThat(inbox.size()).isEqualTo(3);
        assertThat(client.calledOn).hasSize(3).allMatch(Context::isEventLoopContext);
        assertThat(client.calledOn.stream().distinct()).hasSize(1);
    }

    private static Outgoing message() {
        SendRequest request = Api.request("ann", "email", "t", "marketing");
        return new Outgoing(request, "ann@shop.example", null, new Rendered("Hello", null, "Ann", null), null);
    }

    /** A mail client that keeps where it was called. */
    private static final class Caller implements MailClient {

        private final MailClient client;
        private final Queue<Context> calledOn = new ConcurrentLinkedQueue<>();

        Caller(MailClient client) {
            this.client = client;
        }

        @Override
        public Future<MailResult> sendMail(MailMessage mail) {
            Context here = Vertx.currentContext();
            if (here != null) {
                calledOn.add(here);
            }
            return client.sendMail(mail);
        }

        @Override
        public MailClient sendMail(MailMessage mail, Handler<AsyncResult<MailResult>> handler) {
            sendMail(mail).onComplete(handler);
            return this;
        }

        @Override
        public Future<Void> close() {
            return client.close();
        }

        @Override
        public void close(Handler<AsyncResult<Void>> handler) {
            close().onComplete(handler);
        }
    }
}
