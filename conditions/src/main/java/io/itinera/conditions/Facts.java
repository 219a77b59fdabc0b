package io.itinera.conditions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a condition can ask. A source that knows nothing answers with an empty map, false or zero: a missing value makes a condition
 * false, never an error.
 */
public interface Facts {

    /** Logical time, for relative times. */
    Instant now();

    /** The profile's zone, for calendar days and for dates without a time. */
    ZoneId zone();

    /** The values of a source: what JSON can hold, as maps, lists, strings, numbers and booleans. */
    Map<String, Object> values(Source source);

    /** The value at the end of a path, or null where there is none. */
    default Object value(Source source, Path path) {
        return path.in(values(source));
    }

    /** Whether the profile is in the segment. */
    default boolean inSegment(String segment) {
        return false;
    }

    /**
     * Whether the latest message of a step has come to a status.
     *
     * @param status lower-case name, such as {@code clicked}
     */
    default boolean messageIs(String step, String status) {
        return false;
    }

    /** Whether the goal was reached. */
    default boolean goalReached(String goal) {
        return false;
    }

    /** Whether the profile agreed to messages of this purpose on this channel. */
    default boolean consented(String channel, String purpose) {
        return false;
    }

    /** How often the profile did this: the condition's event, with its {@code where}, within its time. */
    default long eventCount(EventCount asked) {
        return 0;
    }

    /** The earliest moment after now at which the count comes out differently although nothing happens, or null for never. */
    default Instant nextChange(EventCount asked) {
        return null;
    }
}
