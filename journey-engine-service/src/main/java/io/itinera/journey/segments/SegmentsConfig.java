package io.itinera.journey.segments;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How journeys get the segments that they need. */
@ConfigMapping(prefix = "itinera.journey.segments")
public interface SegmentsConfig {

    /** How often segments that are not ready are asked for: a duration such as {@code 1s}. */
    @WithDefault("1s")
    Duration interval();

    /**
     * How long after Kafka has a new version its segments are asked for, ISO 8601: long enough for every pod of the engine to have read
     * it, so that none misses a membership that the filling of a segment tells.
     */
    @WithDefault("PT2S")
    Duration settle();
}
