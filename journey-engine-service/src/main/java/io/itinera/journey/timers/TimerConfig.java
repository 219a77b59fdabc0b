package io.itinera.journey.timers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Optional;

/** How waits come due. */
@ConfigMapping(prefix = "itinera.journey.timers")
public interface TimerConfig {

    /** How often a partition looks for due timers, ISO 8601: the part of a timer's lateness that does not depend on load. */
    @WithDefault("PT0.05S")
    Duration interval();

    /**
     * Most timers fired in one look, so that a storm of waits due at once cannot hold up events: a thread looks at each of its
     * partitions in turn. Each journey has an equal share of it; of a storm, less is fired where others would be late.
     */
    @WithDefault("500")
    @Positive
    int budget();

    /**
     * Age from which a record counts as late when it is read, ISO 8601. While late records come in, and this long after the last
     * one, a wait is held back until the log itself has come so near to its due time; else wall clock decides.
     */
    @WithDefault("PT0.5S")
    Duration lateFrom();

    /**
     * Consumer group of profile-service (its application id), which is watched so that no wait fires before an event that came in
     * earlier and is still on its way. Empty: only the engine's own input counts.
     */
    Optional<String> upstreamGroup();

    /**
     * How long an event may be on its way without holding waits back, ISO 8601: for so long, a wait may still fire before an event
     * that came in just before it was due. Smaller is more exact; what the way takes beyond it, waits fire later.
     */
    @WithDefault("PT0.5S")
    Duration upstreamTolerance();
}
