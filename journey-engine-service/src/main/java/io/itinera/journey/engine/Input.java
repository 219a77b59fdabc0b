package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import java.time.Instant;

/** What can happen to one profile's journeys. Each input carries its own time. */
public sealed interface Input {

    /** Logical time of the input. */
    Instant at();

    /** The next entry of the profile's life; a {@link Activity.MergedAway} is its last. */
    record ActivityHappened(Activity activity) implements Input {
        @Override
        public Instant at() {
            return activity.at();
        }
    }

    /**
     * A timer that an earlier outcome set has come due. Without effect when the instance has left that wait meanwhile.
     *
     * @param instance id of the instance
     * @param step as in {@link TimerId#step()}
     * @param visit as in {@link TimerId#visit()}
     * @param due as in {@link TimerId#due()}, and the logical time of the input
     */
    record WaitDue(String instance, String step, int visit, Instant due) implements Input {

        /** The input for a timer. */
        public static WaitDue of(TimerId timer) {
            return new WaitDue(timer.instance(), timer.step(), timer.visit(), timer.due());
        }

        @Override
        public Instant at() {
            return due;
        }
    }

    /** What reaches a profile over the topic of inputs; where the profile was merged away, it is sent on. */
    sealed interface Delivered extends Input {}

    /**
     * A journey that the profile has instances of was paused, resumed, published anew or archived: instances of archived
     * journeys end, and waits that came due while a journey stood still go on.
     */
    record CatalogChanged(Instant at) implements Input {}

    /**
     * Another profile became part of this one, and this is its state.
     *
     * @param from state of the other profile when it ended
     * @param at when the merge happened
     */
    record MovedIn(ProfileState from, Instant at) implements Delivered {}
}
