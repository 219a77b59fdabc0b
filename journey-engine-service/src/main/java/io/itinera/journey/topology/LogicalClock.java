package io.itinera.journey.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Logical time of one partition: up to when waits may fire. It is the wall clock only where the log has nothing earlier to say.
 *
 * <ul>
 *   <li>Records come in, or the last late one is not long ago: the newest record's time, and the age from which one counts as late;
 *       the wall clock, where that is earlier, as it is while records come in fresh.
 *   <li>No record since the last look, so that Streams holds none either: the wall clock, if the consumer knows that the broker
 *       has none left; else as above. After a start that is nothing at all until the first answer of the broker is in.
 * </ul>
 */
final class LogicalClock {

    private final Duration lateFrom;
    private final Supplier<OptionalLong> lag;
    private Instant newest;
    private Instant heldUntil = Instant.MIN;
    private boolean readSinceLook;

    /**
     * @param lateFrom age from which a record counts as late
     * @param lag records not read yet, over all inputs; empty when not known
     */
    LogicalClock(Duration lateFrom, Supplier<OptionalLong> lag) {
        this.lateFrom = lateFrom;
        this.lag = lag;
    }

    /** A record of logical time {@code at} was read at wall-clock time {@code wall}. */
    void read(Instant at, Instant wall) {
        readSinceLook = true;
        if (newest == null || at.isAfter(newest)) {
            newest = at;
        }
        if (at.plus(lateFrom).isBefore(wall)) {
            heldUntil = wall.plus(lateFrom);
        }
    }

    /** Logical time at wall-clock time {@code wall}; empty when there is none yet. Never goes beyond {@code wall}. */
    Optional<Instant> look(Instant wall) {
        boolean idle = !readSinceLook && !wall.isBefore(heldUntil) && nothingLeft();
        readSinceLook = false;
        if (idle) {
            return Optional.of(wall);
        }
        return Optional.ofNullable(newest).map(at -> at.plus(lateFrom)).map(at -> at.isAfter(wall) ? wall : at);
    }

    private boolean nothingLeft() {
        OptionalLong left = lag.get();
        return left.isPresent() && left.getAsLong() == 0;
    }
}
