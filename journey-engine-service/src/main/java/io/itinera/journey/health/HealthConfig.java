package io.itinera.journey.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** From when on something about a journey is unusual. */
@ConfigMapping(prefix = "itinera.journey.health")
public interface HealthConfig {

    /** How often all journeys are looked at for the metric and the log: a duration such as {@code 1m}. */
    @WithDefault("1m")
    Duration interval();

    /** How long a journey may be without an entry where people usually enter every day, ISO 8601. */
    @WithDefault("P1D")
    Duration noEntries();

    /** How many entries a day a journey must usually have for a day without any to be unusual. */
    @WithDefault("10")
    @Positive
    int usualEntries();

    /** How far back errors are compared with those of the seven days before, ISO 8601, at most a day. */
    @WithDefault("PT1H")
    Duration errorWindow();

    /** How many errors there must be at least for a share of them to say something. */
    @WithDefault("5")
    @Positive
    int errors();

    /** From which share of errors on, in percent, a journey is looked at; a share as usual is no alert. */
    @WithDefault("2")
    @Min(0)
    @Max(100)
    double errorPercent();

    /** How long after it was published a version is shown beside the one before, ISO 8601. */
    @WithDefault("P7D")
    Duration launch();
}
