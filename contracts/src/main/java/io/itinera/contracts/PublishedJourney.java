package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * All live versions of one journey: the value on {@link Topics#JOURNEYS}, keyed by journey key.
 *
 * @param key journey key
 * @param state whether it takes entries and moves its instances
 * @param current the version that new entries use
 * @param versions definitions by version, oldest first, all that an instance may still be on
 */
public record PublishedJourney(String key, State state, int current, List<Version> versions) {

    /** A published, immutable definition in the form of the journey language. */
    public record Version(int version, JsonNode definition, Instant publishedAt) {}

    /** Life of a published journey. */
    public enum State {
        /** Takes entries. */
        LIVE,
        /** Takes no entries; instances go on, see the pause's mode. */
        DRAINING,
        /** Takes no entries, and instances stand still. */
        HELD,
        /** Over: its instances end. */
        ARCHIVED;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** The lower-case name used in JSON. */
        @JsonValue
        public String wire() {
            return wire;
        }

        /**
         * @param wire a lower-case name
         * @throws IllegalArgumentException when there is no such state
         */
        @JsonCreator
        public static State of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
