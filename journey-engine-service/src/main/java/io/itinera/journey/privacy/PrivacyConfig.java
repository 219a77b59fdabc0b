package io.itinera.journey.privacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How erasures are carried out. */
@ConfigMapping(prefix = "itinera.journey.privacy")
public interface PrivacyConfig {

    /** How often erasures under way go on: a duration such as {@code 2s}. */
    @WithDefault("2s")
    Duration interval();

    /**
     * How long after the engine has forgotten a profile its rows are removed for the last time, ISO 8601: long enough for what the engine
     * told last to have reached the reports. The receipt follows.
     */
    @WithDefault("PT10S")
    Duration settle();
}
