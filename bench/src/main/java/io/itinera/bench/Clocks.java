package io.itinera.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock that sender and sink share. */
final class Clocks {

    private Clocks() {}

    static long epochMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
