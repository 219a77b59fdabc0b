package io.itinera.journey.timers;

import io.itinera.journey.engine.TimerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Drains one partition's timers in bounded batches, and shares its thread fairly. A storm of waits that are due at once would otherwise
 * go before all that comes due while it is worked off, and before every record: here the storm's own waits are late, and few others.
 *
 * <ul>
 *   <li>Each journey has its share of a batch, and of a journey in a storm what comes due later need not wait for the storm
 *       ({@link TimerStore#take}).
 *   <li>After a batch of a storm, as many records go first, as long as there are records.
 *   <li>As much is taken of storms as others allow ({@link Pace}).
 * </ul>
 *
 * <p>What is due earlier on one profile still applies earlier: the engine applies all that is due on a profile by the time of the timer
 * that it is given.
 */
public final class DueTimers {

    /** Looks that records may take from a storm in a row, so that a constant stream of records does not stop waits. */
    private static final int MOST_LOOKS_PASSED = 10;

    private final TimerStore store;
    private final Pace pace;
    private final int noStorm;
    private boolean behind;
    private boolean recordsCome;
    private int recordsFirst;
    private int looksPassed;

    /**
     * @param budget most timers taken at once
     * @param interval time between two looks where nothing is in their way
     */
    public DueTimers(TimerStore store, int budget, Duration interval) {
        this.store = store;
        this.pace = new Pace(budget, interval);
        this.noStorm = Math.min(Pace.BEGIN, budget);
    }

    /** A record was read. */
    public void read() {
        recordsCome = true;
        if (recordsFirst > 0) {
            recordsFirst--;
        }
    }

    /**
     * Takes timers that are due by {@code now}.
     *
     * @param now logical time
     * @param wall when this look is
     * @param recordsWait whether records are known to wait
     */
    public List<TimerId> take(Instant now, Instant wall, boolean recordsWait) {
        int batch = pace.next(now, wall, behind);
        boolean storms = !store.isBehind() || isTurnOfStorm(recordsWait || recordsCome);
        List<TimerId> due = store.take(now, new Allowance(Math.max(batch, noStorm), noStorm, storms ? batch : 0));
        behind = storms && store.isBehind();
        if (storms) {
            recordsFirst = store.isBehind() ? due.size() : 0;
        }
        recordsCome = false;
        return due;
    }

    private boolean isTurnOfStorm(boolean records) {
        if (recordsFirst > 0 && records && looksPassed < MOST_LOOKS_PASSED) {
            looksPassed++;
            return false;
        }
        looksPassed = 0;
        return true;
    }
}
