package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param reason machine-readable word why: {@code no-consent}, {@code no-address}, {@code cap:weekly}, {@code quiet-hours:night}, …;
 *     null where the status says all
 * @param link the link that was clicked, else null
 * @param receipt consent receipt that the message relied on, else null
 * @param held the policy that held it back, else null
 * @param test true when the request was a {@linkplain SendRequest#test() test}; left out where it is false
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
        String receipt,
        Held held,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean test) {

    /** Reason of a message that was sent to the sandbox and not to its customer. */
    public static final String SANDBOX = "sandbox";

    /**
     * Unique per effect: a second open of the same message is the same effect, a click on another link is not; to be put off for
     * another reason is another effect.
     */
    public String effectId() {
        String which = link == null ? "" : ":" + Integer.toHexString(link.hashCode());
        String why = status == MessageStatus.DEFERRED && reason != null ? ":" + reason : "";
        return messageId + ":" + status.wire() + which + why;
    }

    /**
     * What a policy said that held a message back.
     *
     * @param by {@link #CAP} or {@link #QUIET_HOURS}
     * @param policy key of the policy
     * @param counted how many messages the customer had had within the window; null for quiet hours
     * @param limit how many the cap allows; null for quiet hours
     * @param window the rolling window of a cap as an ISO 8601 duration; first and last moment of quiet hours, and the days on which they begin
     *     where those are named
     * @param zone the zone that times were counted in
     * @param until when it is looked at again; null where it is not sent at all
     */
    public record Held(
            String by, String policy, Integer counted, Integer limit, String window, String zone, Instant until) {

        /** A frequency cap. */
        public static final String CAP = "cap";

        /** Quiet hours. */
        public static final String QUIET_HOURS = "quiet-hours";

        /** The same as the reason of an outcome. */
        public String reason() {
            return by + ":" + policy;
        }
    }
}
