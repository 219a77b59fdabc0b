package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney;
import java.time.Instant;
import java.util.List;

/**
 * What was decided about a journey after its versions were published, each from a moment on, so that an engine that lags decides as
 * one that does not.
 *
 * @param migrations by number
 * @param pauses oldest first
 * @param rollouts oldest first
 * @param learning oldest first
 */
record Amendments(
        List<PublishedJourney.Migration> migrations,
        List<PublishedJourney.Pause> pauses,
        List<PublishedJourney.Rollout> rollouts,
        List<PublishedJourney.Learning> learning) {

    static Amendments of(PublishedJourney journey) {
        return new Amendments(journey.migrations(), journey.pauses(), journey.rollouts(), journey.learning());
    }

    /** The pause that this moment lies in, or null. */
    PublishedJourney.Pause pauseAt(Instant at) {
        for (PublishedJourney.Pause pause : pauses) {
            if (!at.isBefore(pause.from()) && (pause.until() == null || at.isBefore(pause.until()))) {
                return pause;
            }
        }
        return null;
    }

    /** The pause that this moment lies in and that holds instances, or null. */
    PublishedJourney.Pause holdAt(Instant at) {
        PublishedJourney.Pause pause = pauseAt(at);
        return pause != null && pause.hold() ? pause : null;
    }

    /** True when the moment from which the journey is paused is known. */
    boolean paused() {
        return !pauses.isEmpty() && pauses.getLast().until() == null;
    }

    /** The share of the profiles that may enter a version, where somebody changed it; else {@code published}. */
    double percent(int version, Instant at, double published) {
        double percent = published;
        for (PublishedJourney.Rollout rollout : rollouts) {
            if (rollout.version() == version && !rollout.from().isAfter(at)) {
                percent = rollout.percent();
            }
        }
        return percent;
    }

    /** Whether a step goes on learning at that moment. */
    boolean learns(String step, Instant at) {
        boolean learns = true;
        for (PublishedJourney.Learning decision : learning) {
            if (decision.step().equals(step) && !decision.from().isAfter(at)) {
                learns = !decision.stopped();
            }
        }
        return learns;
    }

    /** The migration of that number, or null. */
    PublishedJourney.Migration migration(int number) {
        for (PublishedJourney.Migration migration : migrations) {
            if (migration.number() == number) {
                return migration;
            }
        }
        return null;
    }

    /** The migration that takes the one of that number back, or null. */
    PublishedJourney.Migration undoing(int number) {
        for (PublishedJourney.Migration migration : migrations) {
            if (migration.undoes() != null && migration.undoes() == number) {
                return migration;
            }
        }
        return null;
    }
}
