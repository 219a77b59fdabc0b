package io.itinera.channel.channel.email;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Answer;
import io.itinera.channel.channel.Channel;
import io.itinera.channel.channel.Outgoing;
import io.itinera.channel.template.MessageTemplate;
import io.itinera.channel.template.TemplateContent;
import io.itinera.contracts.ProfileIds;
import io.itinera.problems.Problem;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Mail by SMTP, with the headers that mailbox providers ask of bulk senders (RFC 8058). */
@ApplicationScoped
public class EmailChannel implements Channel {

    private static final String NAME = "email";
    private static final Pattern ID_TEXT = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Pattern HEADER_URL = Pattern.compile("https?://[\\x21-\\x3b\\x3d\\x3f-\\x7e]+");

    private final MailClient client;
    private final ChannelConfig.Email config;
    private final String domain;

    /**
     * Where the client is called. It listens to a new connection only when the call that opened it has returned; called from
     * another thread than the connection's, it misses the greeting of a server that is faster, and waits for it in vain.
     */
    private final Context eventLoop;

    EmailChannel(MailClient client, Vertx vertx, ChannelConfig config) {
        this.client = client;
        this.eventLoop = vertx.getOrCreateContext();
        this.config = config.email();
        this.domain = config.email()
                .messageIdDomain()
                .orElseGet(() -> domainOf(config.email().from()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Problem.FieldError> check(TemplateContent content) {
        List<Problem.FieldError> errors = new ArrayList<>();
        if (isEmpty(content.subject())) {
            errors.add(new Problem.FieldError("/subject", "is needed for a mail"));
        }
        if (isEmpty(content.html()) && isEmpty(content.text())) {
            errors.add(new Problem.FieldError("/html", "or text is needed for a mail"));
        }
        if (content.endpoint() != null || content.body() != null) {
            errors.add(new Problem.FieldError("/body", "and endpoint belong to webhooks"));
        }
        return errors;
    }

    @Override
    public Destination destination(Map<String, Object> traits, MessageTemplate template) {
        if (!(traits.get(NAME) instanceof String address) || address.isBlank()) {
            return new Destination.Nowhere("no-address");
        }
        return EmailAddress.isOne(address.strip())
                ? new Destination.To(address.strip(), true)
                : new Destination.Nowhere("invalid-address");
    }

    /** One message per connection: none waits for one, where a timeout could not tell "not sent" from "not answered". */
    @Override
    public int capacity() {
        return config.connections();
    }

    @Override
    public CompletionStage<Answer> deliver(Outgoing message) {
        MailMessage mail = mail(message);
        Promise<MailResult> sent = Promise.promise();
        eventLoop.runOnContext(_ -> client.sendMail(mail).onComplete(sent));
        return sent.future()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((_, failure) -> failure == null ? new Answer.Accepted() : SmtpFailure.read(failure));
    }

    private MailMessage mail(Outgoing message) {
        String html = message.rendered().html();
        String text = message.rendered().text();
        MailMessage mail = new MailMessage()
                .setFrom(config.from())
                .setTo(message.address())
                .setSubject(message.rendered().subject())
                .setText(text == null || text.isBlank() ? HtmlText.of(html) : text)
                .addHeader("Message-ID", messageId(message.request().id()))
                .addHeader("Auto-Submitted", "auto-generated");
        if (html != null) {
            mail.setHtml(html);
        }
        String unsubscribe = message.unsubscribeUrl();
        if (unsubscribe != null && HEADER_URL.matcher(unsubscribe).matches()) {
            mail.addHeader("List-Unsubscribe", "<" + unsubscribe + ">");
            mail.addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return mail;
    }

    /** The same for every try, so that a mailbox that got it twice shows it once. */
    private String messageId(String id) {
        return "<" + (ID_TEXT.matcher(id).matches() ? id : ProfileIds.derive(id)) + "@" + domain + ">";
    }

    private static String domainOf(String from) {
        String domain =
                from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
        return domain.isEmpty() ? "itinera.local" : domain;
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }
}
