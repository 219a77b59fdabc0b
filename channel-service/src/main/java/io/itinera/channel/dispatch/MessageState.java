package io.itinera.channel.dispatch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** States of a message. */
enum MessageState {
    /** Waits for its time, for consent or for another try. */
    QUEUED,
    /** Handed to its provider; the answer is not known yet. */
    SENDING,
    /** The provider has it. */
    SENT,
    /** Did not go out, on purpose. */
    SUPPRESSED,
    /** Did not go out, or nobody knows whether it did. */
    FAILED,
    /** The address does not take mail. */
    BOUNCED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    @JsonValue
    String wire() {
        return wire;
    }

    static MessageState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
