package io.itinera.channel;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place that reads the wall clock. */
class Clock {

    Clock() {}

    @Produces
    @Singleton
    static InstantSource now() {
        return InstantSource.system();
    }
}
