package io.itinera.journey.engine;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * When a profile that qualifies enters a journey whose entry a time brings. Occurrences are told apart by their local time, so that one
 * who travels neither enters twice for the same morning nor misses it.
 *
 * @param journey journey key
 * @param last local time of the last occurrence that came, or null
 * @param awaited local time of the next one, or null where none is known
 * @param due the moment that it means in the profile's zone, or null
 */
public record Standing(String journey, LocalDateTime last, LocalDateTime awaited, Instant due) {

    /** Nothing has come, and nothing is awaited yet. */
    static Standing of(String journey) {
        return new Standing(journey, null, null, null);
    }

    /** Still to be known of, though nothing is awaited. */
    Standing idle() {
        return new Standing(journey, last, null, null);
    }

    /** What was awaited has come. */
    Standing passed() {
        return new Standing(journey, awaited, null, null);
    }

    /** The later of two last occurrences. */
    Standing notBefore(LocalDateTime other) {
        return other == null || last != null && !other.isAfter(last)
                ? this
                : new Standing(journey, other, awaited, due);
    }
}
