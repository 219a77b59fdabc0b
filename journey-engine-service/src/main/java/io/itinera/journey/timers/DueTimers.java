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
 *   <li>A batch is as large as the time between two looks allows, which has all in it that a batch costs: the other partitions of the
 *       thread, what is sent, and the commit. Where looks come too late, the next batch is half as large.
 * </ul>
 *
 * <p>What is due earlier on one profile still applies earlier: the engine applies all that is due on a profile by the time of the timer
 * that it is given.
 */
public final class DueTimers {

    /** Looks that records may take from a storm in a row, so that a constant stream of records does not stop waits. */
    private static final int MOST_LOOKS_PASSED = 10;

    /** Batches begin with that size, and a backlog of which not more was taken is no storm. */
    private static final int BEGIN = 100;

    /** Batches are not made smaller than that, as the machine may be slow for other reasons. */
    private static final int LEAST = 50;

    /** So many intervals between two looks are too many. */
    private static final int TOO_LATE = 5;

    /** By so few, batches may grow. */
    private static final int IN_TIME = 3;

    private final TimerStore store;
    private final int budget;
    private final Duration interval;
    private int batch;
    private boolean full;
    private Instant looked;
    private boolean recordsCome;
    private int recordsFirst;
    private int looksPassed;

    /**
     * @param budget most timers taken at once
     * @param interval time between two looks where nothing is in their way
     */
    public DueTimers(TimerStore store, int budget, Duration interval) {
        this.store = store;
        this.budget = budget;
        this.interval = interval;
        this.batch = Math.min(BEGIN, budget);
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
        fit(wall);
        boolean storms = !store.isBehind() || isTurnOfStorm(recordsWait || recordsCome);
        List<TimerId> due = store.take(now, batch, storms ? Integer.MAX_VALUE : Math.min(BEGIN, budget));
        full = due.size() == batch;
        if (storms) {
            recordsFirst = store.isBehind() ? due.size() : 0;
        }
        recordsCome = false;
        return due;
    }

    private void fit(Instant wall) {
        Duration since = looked == null ? interval : Duration.between(looked, wall);
        looked = wall;
        if (since.compareTo(interval.multipliedBy(TOO_LATE)) > 0 && full) {
            batch = Math.max(Math.min(LEAST, budget), batch / 2);
        } else if (full && since.compareTo(interval.multipliedBy(IN_TIME)) <= 0) {
            batch = Math.min(budget, batch + batch / 4 + 1);
        }
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
