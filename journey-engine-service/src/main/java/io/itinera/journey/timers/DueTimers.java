package io.itinera.journey.timers;

import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Drains one partition's timers in bounded batches, and shares its thread fairly. A storm of waits that are due at once would otherwise
 * go before all that comes due while it is worked off, and before every record: here the storm's own waits are late, and no others.
 *
 * <ul>
 *   <li>While more is due than one batch takes, half of each batch is kept for what has come due since the look before.
 *   <li>After a batch of what is overdue, as many records go first, as long as there are records.
 * </ul>
 *
 * <p>What is due earlier on one profile still applies earlier: the engine applies all that is due on a profile by the time of the timer
 * that it is given.
 */
public final class DueTimers {

    /** Looks that records may take from what is overdue in a row, so that a constant stream of records does not stop waits. */
    private static final int MOST_LOOKS_PASSED = 10;

    private final TimerStore store;
    private final int budget;
    private Instant looked = Instant.MIN;
    private boolean behind;
    private boolean recordsCome;
    private int recordsFirst;
    private int looksPassed;

    /**
     * @param budget most timers taken at once
     */
    public DueTimers(TimerStore store, int budget) {
        this.store = store;
        this.budget = budget;
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
     * @param recordsWait whether records are known to wait
     */
    public List<TimerId> take(Instant now, boolean recordsWait) {
        List<TimerId> due = new ArrayList<>(budget);
        if (behind) {
            due.addAll(store.takeBetween(looked, now, Math.max(1, budget / 2)));
        }
        if (!behind || isTurnOfOverdue(recordsWait || recordsCome)) {
            int most = budget - due.size();
            List<TimerId> overdue = store.take(now, most);
            due.addAll(overdue);
            behind = overdue.size() == most;
            recordsFirst = behind ? due.size() : 0;
        }
        looked = now.isAfter(looked) ? now : looked;
        recordsCome = false;
        return due;
    }

    private boolean isTurnOfOverdue(boolean records) {
        if (recordsFirst > 0 && records && looksPassed < MOST_LOOKS_PASSED) {
            looksPassed++;
            return false;
        }
        looksPassed = 0;
        return true;
    }
}
