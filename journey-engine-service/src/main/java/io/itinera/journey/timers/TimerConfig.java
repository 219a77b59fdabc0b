package io.itinera.journey.timers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How waits come due. */
@ConfigMapping(prefix = "itinera.journey.timers")
public interface TimerConfig {

    /** How often a partition looks for due timers, ISO 8601: the part of a timer's lateness that does not depend on load. */
    @WithDefault("PT0.05S")
    Duration interval();

    /** Most timers fired in one look, so that one backlog cannot hold up a partition's events. */
    @WithDefault("2000")
    @Positive
    int budget();

    /**
     * Age from which a record counts as late when it is read, ISO 8601. While late records come in, and this long after the last
     * one, a wait is held back until the log itself has come to its due time; else wall clock decides.
     */
    @WithDefault("PT0.5S")
    Duration lateFrom();
}
