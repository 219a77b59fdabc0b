package io.itinera.profile.topology;

import java.time.Duration;
import java.time.Instant;

/**
 * Up to when memberships may change because time passed. An event that came in earlier and is still on its way is to be applied first:
 * for a while after a start, and after a record that came in late, time is that of the newest record; else it is the wall clock, less
 * what an event may take to get here.
 */
final class DueClock {

    /** Age from which a record is late: something before us lags, and more may come. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final Duration grace;
    private final Duration hold;
    private Instant newest = Instant.EPOCH;
    private Instant heldUntil;

    /**
     * @param grace how long an event may be on its way
     * @param hold how long time follows records after a start, and after a late record
     */
    DueClock(Duration grace, Duration hold) {
        this.grace = grace;
        this.hold = hold;
    }

    /** A record of logical time {@code at} was read at wall-clock time {@code wall}. */
    void read(Instant at, Instant wall) {
        newest = at.isAfter(newest) ? at : newest;
        if (heldUntil == null || at.plus(LATE).isBefore(wall)) {
            heldUntil = wall.plus(hold);
        }
    }

    /** Logical time at wall-clock time {@code wall}. */
    Instant look(Instant wall) {
        if (heldUntil == null) {
            heldUntil = wall.plus(hold);
        }
        Instant fresh = wall.minus(grace);
        return wall.isBefore(heldUntil) && newest.isBefore(fresh) ? newest : fresh;
    }
}
