package io.itinera.journey.topology;

import java.time.Instant;
import java.util.Map;

/**
 * Where the engine's input stands when everything before a time is on it.
 *
 * @param before everything that reached Kafka before then is on {@code activity} before {@code ends}
 * @param ends offset by partition of {@code activity}
 */
public record Watermark(Instant before, Map<Integer, Long> ends) {

    /** Takes a copy of {@code ends}. */
    public Watermark {
        ends = Map.copyOf(ends);
    }

    /** Whether a partition whose next record is at {@code position} has all that the watermark promises. */
    boolean reachedBy(int partition, long position) {
        return position >= ends.getOrDefault(partition, Long.MAX_VALUE);
    }
}
