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

    /**
     * How long the segments of who enters a version stay after a newer one was ready to use, ISO 8601: at least as long as the engine may
     * be behind.
     */
    @WithDefault("PT1H")
    Duration keepEntry();

    /**
     * How long the segments by which a version leads those inside on stay after a newer one was ready to use and nobody is left inside,
     * ISO 8601: at least as long as an instance can take to show in the reports, and as a migration may be taken back.
     */
    @WithDefault("P7D")
    Duration keepInside();

    /**
     * How long the segments of a version's goals stay after a newer one was ready to use and nobody is left inside, ISO 8601: at least as
     * long as a goal counts after an instance has ended.
     */
    @WithDefault("P90D")
    Duration keepGoals();
}
