package io.itinera.journey.timers;

import java.time.Duration;
import java.time.Instant;

/**
 * How many timers one partition takes of a storm in one look, so that nobody else is late. It is found as TCP finds its share of a way
 * that others use, too (Chiu and Jain, 1989): a little more in each look as long as nobody is late, half as much where somebody is.
 *
 * <p>Others are late where looks come late, as then the batch is too much for the thread, with all that it costs: the other partitions,
 * what is sent, and the commit. They are late as well where time is held back because events are still on their way, as then the
 * storm may take from other services what they would need to be in time: the processor, the broker, the database.
 */
final class Pace {

    /** Batches begin with that size. */
    static final int BEGIN = 100;

    /** Batches are not made smaller than that, as the machine may be slow for other reasons, and grow by so much. */
    private static final int STEP = 10;

    /** So many intervals between two looks are too many. */
    private static final int TOO_LATE = 5;

    /** By so few, batches may grow. */
    private static final int IN_TIME = 3;

    /** From then on time is held back by a backlog of events, which no storm explains; waits go with it. */
    private static final Duration BACKLOG = Duration.ofSeconds(5);

    private final int budget;
    private final Duration interval;
    private int batch;
    private Instant looked;
    private Instant lessened = Instant.MIN;

    /**
     * @param budget most timers taken at once
     * @param interval time between two looks where nothing is in their way
     */
    Pace(int budget, Duration interval) {
        this.budget = budget;
        this.interval = interval;
        this.batch = Math.min(BEGIN, budget);
    }

    /**
     * How many timers may be taken of storms.
     *
     * @param now logical time
     * @param wall when this look is
     * @param behind whether the last batch was not enough
     */
    int next(Instant now, Instant wall, boolean behind) {
        Duration since = looked == null ? interval : Duration.between(looked, wall);
        Duration held = Duration.between(now, wall);
        looked = wall;
        if (!behind) {
            return batch;
        }
        boolean waitsAreHeld = held.isPositive() && held.compareTo(BACKLOG) < 0;
        if (since.compareTo(interval.multipliedBy(TOO_LATE)) > 0 || waitsAreHeld) {
            lessen(wall);
        } else if (since.compareTo(interval.multipliedBy(IN_TIME)) <= 0) {
            batch = Math.min(budget, batch + STEP);
        }
        return batch;
    }

    /** Half as much, but not again before it can be seen what came of it. */
    private void lessen(Instant wall) {
        if (!wall.isBefore(lessened.plus(interval.multipliedBy(TOO_LATE)))) {
            batch = Math.max(Math.min(STEP, budget), batch / 2);
            lessened = wall;
        }
    }
}
