package io.itinera.journey.segments;

import java.time.Instant;
import java.util.List;

/**
 * A version on its way: it is used once profile-service keeps the segments that it needs.
 *
 * @param version the version
 * @param since when it was published
 * @param waitsFor segments that are not ready
 */
public record Preparation(int version, Instant since, List<Waiting> waitsFor) {

    /**
     * A segment that is not ready.
     *
     * @param segment its key
     * @param problem why not, as far as that is known; null while it is filled
     */
    public record Waiting(String segment, String problem) {}
}
