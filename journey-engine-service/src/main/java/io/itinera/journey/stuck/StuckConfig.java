package io.itinera.journey.stuck;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** From when on an instance counts as stuck. */
@ConfigMapping(prefix = "itinera.journey.stuck")
public interface StuckConfig {

    /**
     * How long a wait may be past its due time, ISO 8601. Above the lateness of timers and of the projection, which is seconds, also
     * while the engine catches up after a stop; of a journey that is held, no wait is overdue.
     */
    @WithDefault("PT5M")
    Duration overdue();

    /** How long an answer may be awaited that should come by itself, such as a webhook's, where the step has no due time, ISO 8601. */
    @WithDefault("PT15M")
    Duration answer();

    /** How long an instance may wait that nothing but an event can move, in a journey without maxDuration, ISO 8601. */
    @WithDefault("P90D")
    Duration endless();

    /** How often all instances are looked at for the metric: a duration such as {@code 5m}. */
    @WithDefault("5m")
    Duration interval();
}
