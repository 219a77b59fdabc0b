package io.itinera.channel.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.channel.channel.Outgoing;
import java.time.Instant;

/**
 * What a message of a test would have said, as its provider would have got it. Links lead through the tracking of this service, so that
 * who follows them lets the journey go on as a customer's click does.
 *
 * @param id message id
 * @param profileId to whom
 * @param channel over which channel
 * @param template template key
 * @param version version of the template
 * @param address where it would have gone
 * @param subject subject of a mail, else null
 * @param html HTML part of a mail, else null
 * @param text text part of a mail where the template has one, else null
 * @param body what a webhook would have been called with, else null
 * @param unsubscribeUrl where the mail's headers would have let unsubscribe, or null
 * @param at when it would have gone out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SandboxedMessage(
        String id,
        String profileId,
        String channel,
        String template,
        int version,
        String address,
        String subject,
        String html,
        String text,
        String body,
        String unsubscribeUrl,
        Instant at) {

    /**
     * Keeps a message.
     *
     * @param message as its provider would have got it
     * @param payload what its channel makes of it beside the parts of a mail, or null
     * @param at when that was
     */
    public static SandboxedMessage of(Outgoing message, String payload, Instant at) {
        return new SandboxedMessage(
                message.request().id(),
                message.request().profileId(),
                message.request().channel(),
                message.template().key(),
                message.template().version(),
                message.address(),
                message.rendered().subject(),
                message.rendered().html(),
                message.rendered().text(),
                payload,
                message.unsubscribeUrl(),
                at);
    }
}
