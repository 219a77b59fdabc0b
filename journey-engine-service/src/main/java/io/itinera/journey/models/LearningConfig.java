package io.itinera.journey.models;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How models are made. */
@ConfigMapping(prefix = "itinera.journey.learning")
public interface LearningConfig {

    /** How often models are made of what has happened since: a duration such as {@code 30s}. */
    @WithDefault("30s")
    Duration interval();

    /**
     * How long after it was made a model holds, ISO 8601: long enough to reach every pod, so that all decide by the same one, in
     * logical time.
     */
    @WithDefault("PT5S")
    Duration lead();

    /** How far back answers of all people count for hours and channels, ISO 8601. */
    @WithDefault("P90D")
    Duration memory();
}
