package io.itinera.journey;

import io.itinera.journey.clock.ClockConfig;
import io.itinera.journey.clock.SuiteClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place that reads the wall clock for others. */
@ApplicationScoped
class Clock {

    @Produces
    @Singleton
    SuiteClock suite(ClockConfig config) {
        return new SuiteClock(InstantSource.system(), System::nanoTime, config.tolerance());
    }

    @Produces
    @ApplicationScoped
    InstantSource clock(SuiteClock suite) {
        return suite::instant;
    }
}
