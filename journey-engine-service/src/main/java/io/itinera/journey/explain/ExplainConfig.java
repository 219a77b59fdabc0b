package io.itinera.journey.explain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** What explanations are kept for, and what they may cost. */
@ConfigMapping(prefix = "itinera.journey.explain")
public interface ExplainConfig {

    /** How long it is known what was asked for and what became of each message, ISO 8601. Transitions have a retention of their own. */
    @WithDefault("P90D")
    Duration messageRetention();

    /**
     * Most transitions of one instance that stay readable: of a longer way the newest, and the entry. More cost space, which a journey
     * that goes in circles for months can take much of.
     */
    @WithDefault("1000")
    @Min(10)
    int decisionsPerInstance();

    /** Most decisions in one explanation, the newest first to stay. */
    @WithDefault("1000")
    @Min(10)
    @Max(10000)
    int decisionsPerAnswer();

    /** How far back the recorded activities of a profile that never entered are looked at, ISO 8601. */
    @WithDefault("P30D")
    Duration lookBack();

    /** How long the recorded activities may be looked at for one explanation, ISO 8601; what lies before is not looked at then. */
    @WithDefault("PT5S")
    Duration lookTime();

    /** Most explanations that look at recorded activities at a time; each reads a partition of Kafka. Further ones say that they did not. */
    @WithDefault("2")
    @Positive
    int looksAtOnce();

    /** Most rows deleted in one statement, so that a clean-up does not hold up the projection. */
    @WithDefault("10000")
    @Positive
    int deleteBatch();

    /** How often old rows are deleted: a duration such as {@code 10m}. */
    @WithDefault("10m")
    Duration cleanUpInterval();
}
