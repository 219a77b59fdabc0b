package io.itinera.journey.tasks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a task is in its life. */
public enum TaskState {
    /** Nobody is at it yet. */
    OPEN,
    /** Somebody is. */
    CLAIMED,
    /** It was closed with an outcome. */
    DONE,
    /** Its instance went on or ended without an outcome. */
    WITHDRAWN;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The lower-case name. */
    @JsonValue
    public String wire() {
        return wire;
    }

    static TaskState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
