package io.itinera.contracts;

import java.time.Instant;

/**
 * What became of a message: the value on {@link Topics#MESSAGES}, keyed by profile id.
 *
 * @param messageId {@link SendRequest#id()}
 * @param profileId to whom
 * @param channel the channel that it concerns
 * @param template template key
 * @param purpose consent purpose
 * @param journey the step that asked, or null
 * @param status what happened
 * @param at when it happened
 * @param reason machine-readable word why: {@code no-consent}, {@code no-address}, {@code suppressed-address}, …; null where
 *     the status says all
 * @param link the link that was clicked, else null
 * @param receipt consent receipt that the message relied on, else null
 */
public record MessageOutcome(
        String messageId,
        String profileId,
        String channel,
        String template,
        String purpose,
        JourneyRef journey,
        MessageStatus status,
        Instant at,
        String reason,
        String link,
        String receipt) {

    /** Unique per effect: a second open of the same message is the same effect, a click on another link is not. */
    public String effectId() {
        return messageId + ":" + status.wire() + (link == null ? "" : ":" + Integer.toHexString(link.hashCode()));
    }
}
