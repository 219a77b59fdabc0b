package io.itinera.journey.trial.backtest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How back-tests run. */
@ConfigMapping(prefix = "itinera.journey.back-test")
public interface BackTestConfig {

    /** How often a pod looks for a back-test to run, a duration such as {@code 2s}; {@code off} where none should. */
    @WithDefault("2s")
    String interval();

    /**
     * Most profiles whose state a running back-test keeps in memory, and whose memberships and messages; the others are on disk, in the
     * temporary directory.
     */
    @WithDefault("20000")
    @Positive
    int statesInMemory();

    /** A running back-test whose pod was not heard of for so long is begun anew, ISO 8601. */
    @WithDefault("PT30S")
    Duration silence();

    /** How often a back-test is begun before it counts as failed. */
    @WithDefault("3")
    @Positive
    int attempts();
}
