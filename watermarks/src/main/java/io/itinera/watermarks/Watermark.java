package io.itinera.watermarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Where a topic stands when everything before a time is on it.
 *
 * @param before everything that reached Kafka before then is on the topic on which things arrive before {@code ends}
 * @param ends offset by partition of that topic; empty where there is none, as everything has arrived
 */
public record Watermark(Instant before, Map<Integer, Long> ends) {

    /** Takes a copy of {@code ends}. */
    public Watermark {
        ends = Map.copyOf(ends);
    }

    /** Whether a partition whose next record is at {@code position} has all that the watermark promises. */
    boolean reachedBy(int partition, long position) {
        return ends.isEmpty() || position >= ends.getOrDefault(partition, Long.MAX_VALUE);
    }

    /**
     * The latest time, up to the wall clock, before which nothing can be missing but what came in within the tolerance.
     *
     * @param wall what the wall clock says
     * @param tolerance for how long before a time something may have come in that is not known at that time
     */
    public Instant allows(Instant wall, Duration tolerance) {
        Instant allowed = before.plus(tolerance);
        return allowed.isBefore(wall) ? allowed : wall;
    }
}
