package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can become of a message. */
public enum MessageStatus {
    SUPPRESSED,
    DEFERRED,
    SENT,
    DELIVERED,
    OPENED,
    CLICKED,
    BOUNCED,
    COMPLAINED,
    UNSUBSCRIBED,
    FAILED;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The lower-case name used in JSON and in journeys. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /**
     * @param wire a lower-case name
     * @throws IllegalArgumentException when there is no such status
     */
    @JsonCreator
    public static MessageStatus of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
