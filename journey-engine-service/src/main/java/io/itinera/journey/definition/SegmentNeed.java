package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A segment that a definition needs profile-service to keep.
 *
 * @param segment its key
 * @param condition who is in it
 * @param zone the zone of profiles that have none of their own, or null for UTC
 * @param use what for
 */
public record SegmentNeed(String segment, Condition condition, ZoneId zone, Use use) {

    /** What a segment is needed for, and so for how long: each covers those before it. */
    public enum Use {
        /** To say who enters: as long as the version takes entries. */
        ENTRY,
        /** To lead those inside on: as long as somebody is inside. */
        INSIDE,
        /** To say who has reached a goal: also for a while after they have left. */
        GOAL;

        /** The lower-case name that is stored. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Use at(String pointer) {
            if (pointer.startsWith("/goals/")) {
                return GOAL;
            }
            return pointer.startsWith("/entry/") ? ENTRY : INSIDE;
        }
    }

    /** The one segment for both. */
    SegmentNeed and(SegmentNeed other) {
        return use.compareTo(other.use) >= 0 ? this : other;
    }
}
