package io.itinera.journey.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something about a journey that somebody should look at.
 *
 * @param journey journey key
 * @param kind what kind of thing
 * @param version the version concerned, or null where it is about all of them
 * @param place the step or the goal concerned, or null
 * @param sentence what is unusual, with the figures
 * @param look the request that says more
 */
public record Alert(String journey, Kind kind, Integer version, String place, String sentence, String look) {

    /** Kinds of alerts. */
    public enum Kind {
        /** People usually enter, and nobody does. */
        NO_ENTRIES,
        /** More instances than usual end on an error. */
        ERRORS,
        /** More messages than usual fail, bounce, or cannot be made. */
        MESSAGES,
        /** More calls of endpoints than usual fail. */
        CALLS,
        /** A service level of the journey is missed. */
        TARGET,
        /** Instances that nothing will move on. */
        STUCK;

        /** The lower-case word used in JSON. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * @throws IllegalArgumentException when there is no such kind
         */
        public static Kind of(String wire) {
            for (Kind kind : values()) {
                if (kind.wire().equals(wire)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "is '" + wire + "', expected no-entries, errors, messages, calls, target or stuck");
        }
    }
}
