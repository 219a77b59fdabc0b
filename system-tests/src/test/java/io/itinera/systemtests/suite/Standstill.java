package io.itinera.systemtests.suite;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * For how long the machine stood still: how much later than asked for a thread that does nothing else went on, as jHiccup measures
 * it. A thread that is busy elsewhere does not show here; a virtual machine that is given no processor does.
 */
final class Standstill {

    private static final Duration NAP = Duration.ofMillis(10);

    private final Thread thread;
    private volatile boolean stop;
    private volatile long longest;

    /** Looks from now on. */
    Standstill() {
        thread = Thread.ofPlatform().daemon().name("standstill").start(this::nap);
    }

    private void nap() {
        while (!stop) {
            long start = System.nanoTime();
            LockSupport.parkNanos(NAP.toNanos());
            longest = Math.max(longest, System.nanoTime() - start - NAP.toNanos());
        }
    }

    /** The longest time, and looks no more. */
    Duration longest() {
        stop = true;
        LockSupport.unpark(thread);
        return Duration.ofNanos(longest);
    }
}
