package io.itinera.systemtests.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What {@link ClockAgent} lets a JVM ask instead of the machine's wall clock: the same, moved by what a file says. */
public final class MovedTime {

    private static final long MILLIS_PER_SECOND = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long FARTHEST_SECONDS = 1L << 32;
    private static final Duration LOOK = Duration.ofMillis(20);

    private static volatile long movedMillis;

    private MovedTime() {}

    /** In place of {@link System#currentTimeMillis}. */
    public static long currentTimeMillis() {
        return System.currentTimeMillis() + movedMillis;
    }

    /** In place of what the JDK asks the machine for an instant: nanoseconds since then, or -1 where that is too far away. */
    public static long getNanoTimeAdjustment(long sinceSeconds) {
        long millis = currentTimeMillis() - sinceSeconds * MILLIS_PER_SECOND;
        return Math.abs(millis) / MILLIS_PER_SECOND > FARTHEST_SECONDS ? -1 : millis * NANOS_PER_MILLI;
    }

    /** Moves by the milliseconds that stand in {@code file}, whenever they change. */
    static void follow(Path file) {
        movedMillis = millis(file);
        Thread.ofPlatform().daemon().name("moved-time").start(() -> {
            while (true) {
                LockSupport.parkNanos(LOOK.toNanos());
                movedMillis = millis(file);
            }
        });
    }

    private static long millis(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.isEmpty() ? movedMillis : Long.parseLong(text);
        } catch (IOException _) {
            return movedMillis;
        }
    }
}
