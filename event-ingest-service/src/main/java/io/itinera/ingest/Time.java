package io.itinera.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.InstantSource;

/** The one place that knows the wall clock. */
@ApplicationScoped
class Time {

    @Produces
    @ApplicationScoped
    InstantSource now() {
        return Clock.systemUTC();
    }
}
