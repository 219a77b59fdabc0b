package io.itinera.local.demo;

import io.itinera.local.backend.BackEndException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something to become true. */
final class Await {

    private static final Duration INTERVAL = Duration.ofMillis(500);

    private Await() {}

    /** Looks again and again; what does not come true in time is an error that says what was waited for. */
    static void until(String what, Duration atMost, BooleanSupplier holds) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new BackEndException("waited %d s in vain until %s".formatted(atMost.toSeconds(), what));
            }
            pause(INTERVAL);
        }
    }

    static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        if (Thread.interrupted()) {
            throw new BackEndException("interrupted");
        }
    }
}
