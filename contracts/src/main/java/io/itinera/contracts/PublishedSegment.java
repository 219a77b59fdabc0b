package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * A segment as it is kept now: the value on {@link Topics#SEGMENTS}, keyed by segment key. All records are on partition 0, so
 * that revisions are read in the order in which they were made.
 *
 * @param key segment key
 * @param name what people call it
 * @param derived true when a journey's condition over event history made it
 * @param state whether memberships can be relied on
 * @param versions oldest first: what memberships follow, and after it what they will follow once it is filled
 */
public record PublishedSegment(
        String key,
        String name,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean derived,
        State state,
        List<Version> versions) {

    public PublishedSegment {
        versions = versions == null ? List.of() : versions;
    }

    /**
     * A definition.
     *
     * @param revision grows with each definition of any segment
     * @param condition in the form of the condition language; null where the segment ends
     * @param zone the zone of profiles that have none of their own, or null for UTC
     */
    public record Version(
            long revision,
            JsonNode condition,
            @JsonInclude(JsonInclude.Include.NON_NULL) String zone) {

        /** A definition in UTC for profiles that have no zone of their own. */
        public Version(long revision, JsonNode condition) {
            this(revision, condition, null);
        }
    }

    /** Life of a segment. */
    public enum State {
        /** Its latest definition is being filled; until then the one before holds, if there was one. */
        BACKFILLING,
        /** Memberships follow the latest definition. */
        READY,
        /** It is gone, or going: everybody leaves. */
        REMOVED;

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
