package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.journey.definition.Answer;
import java.time.Instant;
import java.util.Map;

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
     * Somebody asks for an entry by API.
     *
     * @param id of the request: a repeat enters once
     * @param journey key of the journey
     * @param properties what stands for the entry event's
     * @param known what the caller knows of the profile, which counts where no instance is live
     * @param at when it was asked for
     */
    record EntryRequested(String id, String journey, Map<String, Object> properties, Knowledge known, Instant at)
            implements Delivered {
        public EntryRequested {
            properties = properties == null ? Map.of() : properties;
            known = known == null ? Knowledge.NONE : known;
        }
    }

    /**
     * What a step waits for came back. Without effect when the instance has left that wait meanwhile.
     *
     * @param instance id of the instance
     * @param step where it waits
     * @param visit how often it had come there
     * @param answer what came back
     * @param at when it came
     */
    record Answered(String instance, String step, int visit, Answer answer, Instant at) implements Delivered {}

    /**
     * An operator's order on one instance, which holds also while its journey stands still. Without effect when the instance is over.
     *
     * @param id of the order
     * @param instance id of the instance
     * @param order what to do
     * @param to for {@link Order#MOVE}, key of the step
     * @param by who ordered it, and why
     * @param at when
     */
    record Ordered(String id, String instance, Order order, String to, By by, Instant at) implements Delivered {}

    /** What an operator can order. */
    enum Order {
        /** End the instance. */
        END,
        /** Go on from the present step at once, as if what it waits for had come. */
        GO_ON,
        /** Leave the present step for another. */
        MOVE
    }

    /**
     * Who ordered something.
     *
     * @param name of the caller
     * @param why in their words, or null
     */
    record By(String name, String why) {}

    /**
     * A journey that the profile has instances of was paused, resumed, published anew or archived: instances of archived
     * journeys end, and waits that came due while a journey stood still go on.
     */
    record CatalogChanged(Instant at) implements Input {}

    /**
     * The rules of time zones are others than those that the profile's waits were computed by, since newer time zone data came with the
     * platform: waits that follow a calendar, and entries that time brings, are found again, as when the profile's zone changes. What is
     * past by the new rules is due at once; what was due before, by the old ones, has come.
     */
    record ZoneRulesChanged(Instant at) implements Input {}

    /**
     * The person wants nothing kept of them: the profile is forgotten.
     *
     * @param request id of the request
     * @param subject the person as the request names them
     * @param profile the profile as the request names it; another one where that was merged into this
     * @param at when
     */
    record Erased(String request, String subject, String profile, Instant at) implements Delivered {}

    /**
     * Another profile became part of this one, and this is its state.
     *
     * @param from state of the other profile when it ended
     * @param at when the merge happened
     */
    record MovedIn(ProfileState from, Instant at) implements Delivered {}
}
