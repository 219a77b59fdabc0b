package io.itinera.channel.dispatch;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.channel.stage.WebhookSink;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of instances that were ended. */
@QuarkusTest
@WithTestResource(Stage.class)
class CancelTest {

    private static final JsonSerde<SendCancel> CANCEL = JsonSerde.of(SendCancel.class);

    @BeforeEach
    void template() {
        Api.hook("cancelled-hook", "hook");
        Api.mail("cancelled-mail", "Hello", "<p>Hello</p>");
    }

    @AfterEach
    void consentAnswersAgain() {
        ConsentServer.down(false);
    }

    @Test
    void aMessageThatWaitsIsSuppressedWhenItsInstanceWasEndedAndNoOtherChannelIsTried() {
        String instance = Api.fresh("instance");
        ConsentServer.down(true);
        SendRequest request = asked(instance, false, new SendRequest.Fallback("email", "cancelled-mail"));
        Topic.send(request);
        await().untilAsserted(
                        () -> assertThat(Topic.story(request.id())).containsExactly("deferred:consent-unavailable"));

        end(instance, request);

        await().untilAsserted(() -> assertThat(Topic.story(request.profileId()))
                .containsExactly("deferred:consent-unavailable", "suppressed:cancelled"));
        ConsentServer.down(false);
        SendRequest later = asked(Api.fresh("instance"), false);
        Topic.send(later);
        await().untilAsserted(() -> assertThat(Topic.story(later.id())).containsExactly("sent"));
        assertThat(Topic.story(request.profileId())).hasSize(2);
        assertThat(calls(request)).isZero();
    }

    @Test
    void aMessageThatIsToBeKeptGoesOutAllTheSame() {
        String instance = Api.fresh("instance");
        ConsentServer.down(true);
        SendRequest request = asked(instance, true);
        Topic.send(request);
        await().untilAsserted(
                        () -> assertThat(Topic.story(request.id())).containsExactly("deferred:consent-unavailable"));

        end(instance, request);
        ConsentServer.down(false);

        await().untilAsserted(() -> assertThat(Topic.story(request.id())).last().isEqualTo("sent"));
    }

    @Test
    void aMessageThatAProviderHasIsNotTouched() {
        String instance = Api.fresh("instance");
        SendRequest request = asked(instance, false);
        Topic.send(request);
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));

        end(instance, request);
        SendRequest later = asked(Api.fresh("instance"), false);
        Topic.send(later);

        await().untilAsserted(() -> assertThat(Topic.story(later.id())).containsExactly("sent"));
        assertThat(Topic.story(request.id())).containsExactly("sent");
    }

    private static long calls(SendRequest request) {
        return WebhookSink.at("/hook").stream()
                .filter(call -> request.id().equals(call.get("id")))
                .count();
    }

    private static void end(String instance, SendRequest request) {
        Topic.write(
                Topics.SENDS,
                request.profileId(),
                new String(
                        CANCEL.write(
                                new SendCancel(instance, request.profileId(), "exit:bought", request.requestedAt())),
                        StandardCharsets.UTF_8));
    }

    private static SendRequest asked(String instance, boolean keep, SendRequest.Fallback... fallback) {
        SendRequest plain = Api.request(ConsentServer.profile("p"), "webhook", "cancelled-hook", "marketing", fallback);
        return new SendRequest(
                plain.id(),
                plain.profileId(),
                plain.channel(),
                plain.template(),
                plain.purpose(),
                new JourneyRef("cart-recovery", 3, instance, "mail-a"),
                plain.requestedAt(),
                plain.traits(),
                plain.event(),
                plain.context(),
                List.of(fallback),
                keep,
                plain.timing(),
                plain.test(),
                plain.offer());
    }
}
