package io.itinera.journey.reporting;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How long reports are kept. */
@ConfigMapping(prefix = "itinera.journey.reporting")
public interface ReportingConfig {

    /**
     * How long transitions, outcomes of messages and ended instances stay readable, ISO 8601. Not shorter than the topics'
     * retention, or a replay of a topic would count what was deleted a second time. Counts stay for ever.
     */
    @WithDefault("P90D")
    Duration historyRetention();

    /**
     * How long counters are kept by day, ISO 8601; those of earlier months are added up by month, on its first day. A report that begins
     * or ends within such a month counts it by that day.
     */
    @WithDefault("P400D")
    Duration days();

    /** Most rows deleted in one statement, so that a clean-up does not hold up the projection. */
    @WithDefault("10000")
    @Positive
    int deleteBatch();

    /**
     * Most instances that a funnel, or a report of what messages were answered with, looks at, the latest entered first, so that one
     * question stays a matter of seconds.
     */
    @WithDefault("200000")
    @Positive
    int funnelInstances();

    /** How often old reports are deleted: a duration such as {@code 10m}. */
    @WithDefault("10m")
    Duration cleanUpInterval();
}
