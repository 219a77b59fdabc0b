package io.itinera.journey.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is for the engine: what the machine says, as long as that is near to what a clock that all pods share says; else what
 * the shared clock said last, and the time that has passed since by the machine's ticks, which nobody sets. So a pod whose clock is set
 * forward does not end waits early, and one whose clock is set back does not end them late. Without an answer of the shared clock the
 * machine is believed.
 */
public final class SuiteClock {

    /** An answer that took longer tells too little. */
    private static final Duration SLOW = Duration.ofSeconds(1);
    /** A reading is replaced by a worse one only after this time, as ticks drift. */
    private static final Duration OLD = Duration.ofSeconds(30);
    /** Kafka's clients measure time by the machine's clock, and stand still until it is again where it was: this long is bearable. */
    private static final Duration BEARABLE = Duration.ofSeconds(2);

    /**
     * What the shared clock said.
     *
     * @param at the time, at the ticks
     * @param ticks nanoseconds of the machine's ticks
     * @param took nanoseconds that the answer took, which is how wrong it can be
     */
    private record Reading(Instant at, long ticks, long took) {}

    private final InstantSource machine;
    private final LongSupplier ticks;
    private final Duration tolerance;
    private volatile Reading shared;
    private volatile Instant started;

    /**
     * @param machine the machine's clock, which somebody may set
     * @param ticks the machine's ticks in nanoseconds, which only go forward
     * @param tolerance how far the machine's clock may be from the shared one
     */
    public SuiteClock(InstantSource machine, LongSupplier ticks, Duration tolerance) {
        this.machine = machine;
        this.ticks = ticks;
        this.tolerance = tolerance;
        this.started = startedAt();
    }

    /** A clock that nobody compares with another. */
    public static SuiteClock alone() {
        return new SuiteClock(InstantSource.system(), System::nanoTime, Duration.ZERO);
    }

    /** What time it is. */
    public Instant instant() {
        return right(machine.instant());
    }

    /** What time it is, where the machine's clock says {@code now}. */
    public Instant right(Instant now) {
        Reading reading = shared;
        if (reading == null) {
            return now;
        }
        Instant other = reading.at.plusNanos(ticks.getAsLong() - reading.ticks);
        return Duration.between(other, now).abs().compareTo(tolerance) <= 0 ? now : other;
    }

    /** How far the machine's clock is before the shared one; negative where it is behind, nothing where that is not known. */
    Duration ahead() {
        Reading reading = shared;
        return reading == null
                ? Duration.ZERO
                : Duration.between(reading.at.plusNanos(ticks.getAsLong() - reading.ticks), machine.instant());
    }

    /**
     * The shared clock said so.
     *
     * @param at what it said
     * @param asked the ticks when it was asked
     * @param answered the ticks when the answer was there
     */
    void told(Instant at, long asked, long answered) {
        long took = answered - asked;
        Reading before = shared;
        boolean better = before == null || took <= before.took || answered - before.ticks > OLD.toNanos();
        if (took <= SLOW.toNanos() && better) {
            shared = new Reading(at.plusNanos(took / 2), answered, took);
        }
    }

    /**
     * Whether the machine's clock was set back since it was first asked, by more than is bearable: Kafka's clients then wait for the
     * time to come again, for as long as it was set back, and only a new process goes on.
     */
    boolean wasSetBack() {
        Instant now = startedAt();
        if (now.isAfter(started)) {
            started = now;
        }
        return now.plus(BEARABLE).isBefore(started);
    }

    /** When the ticks began by the machine's clock, which is always the same as long as nobody sets it. */
    private Instant startedAt() {
        return machine.instant().minusNanos(ticks.getAsLong());
    }
}
