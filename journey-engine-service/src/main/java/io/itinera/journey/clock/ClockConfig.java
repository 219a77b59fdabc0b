package io.itinera.journey.clock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How far this machine's clock is believed. */
@ConfigMapping(prefix = "itinera.journey.clock")
public interface ClockConfig {

    /**
     * How far the machine's clock may be from PostgreSQL's before PostgreSQL's decides when waits are due, ISO 8601. Well above the
     * time of one question to PostgreSQL, and below the lateness that customers may notice.
     */
    @WithDefault("PT0.25S")
    Duration tolerance();

    /** How often PostgreSQL is asked what time it is, ISO 8601: a clock that is set wrong is believed for so long at most. */
    @WithDefault("PT1S")
    Duration interval();
}
