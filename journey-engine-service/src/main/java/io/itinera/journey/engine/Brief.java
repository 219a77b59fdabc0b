package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Heed;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What must be known of a state to tell that an event of the customer changes nothing of it. It is kept before the state, so that such
 * an event, as most are, does not cost the reading of all that the profile's journeys know.
 *
 * @param next when something of it is due or forgotten, or null
 * @param always true where every input must be applied: entries that time brings, instances that a migration parked, and answers that
 *     are kept for the next that happens
 * @param live where the instances stand
 * @param ended instances that have ended and are watched for goals, without a step
 * @param remembered journeys whose re-entry rules remember something
 * @param engaged true where it is kept what the profile answered to
 */
public record Brief(
        Instant next, boolean always, List<Place> live, List<Place> ended, Set<String> remembered, boolean engaged) {

    /**
     * Where an instance stands.
     *
     * @param journey journey key
     * @param version its version
     * @param step key of the step, or null
     * @param migration number of the latest migration that concerned it, or 0
     */
    public record Place(String journey, int version, String step, int migration) {

        private static Place of(Instance instance) {
            return new Place(
                    instance.journey(),
                    instance.version(),
                    instance.waiting() == null ? null : instance.waiting().step(),
                    instance.migrated() == null ? 0 : instance.migrated().number());
        }
    }

    /** The brief of a state. */
    public static Brief of(ProfileState state) {
        Instant next = null;
        for (Instance instance : state.live()) {
            next = earlier(
                    next, instance.waiting() == null ? null : instance.waiting().due());
            next = earlier(next, instance.expires());
        }
        for (Watch watch : state.watched()) {
            next = earlier(next, watch.until());
        }
        for (ProfileState.Memory memory : state.memories().values()) {
            next = earlier(next, memory.until());
        }
        return new Brief(
                next,
                !state.parked().isEmpty()
                        || !state.standing().isEmpty()
                        || state.live().stream().anyMatch(Brief::keepsAnswer),
                state.live().stream().map(Place::of).toList(),
                state.watched().stream()
                        .map(watch -> new Place(watch.journey(), watch.version(), null, 0))
                        .toList(),
                Set.copyOf(state.memories().keySet()),
                !state.engagement().unknown());
    }

    private static boolean keepsAnswer(Instance instance) {
        return instance.waiting() != null && instance.waiting().answer() != null;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    /** Whether what is known of the profile matters to it. */
    public boolean asksKnowledge() {
        return always || !live.isEmpty();
    }

    /**
     * Whether an event may change something, told by no more than its time, its name, and the profile's segments. Where it is false, and
     * what is known of the profile is the same as before, {@link Advance} would leave the state as it is and ask for nothing.
     *
     * @param event an activity with these
     */
    public boolean mayBeMovedBy(Catalog catalog, Activity event) {
        List<String> keys = Trigger.indexKeys(event);
        return catalog.listensFor(keys)
                || !catalog.timedFor(event.segments()).isEmpty()
                || mayBeMovedBy(catalog, event.at(), keys);
    }

    /** Whether the news that journeys have changed may change something, at that moment. */
    public boolean mayBeMovedBy(Catalog catalog, Instant at) {
        return catalog.isTimed() || mayBeMovedBy(catalog, at, List.of());
    }

    /** Whether other rules of time zones may change something. */
    public boolean awaitsTime() {
        return always || next != null;
    }

    private boolean mayBeMovedBy(Catalog catalog, Instant at, List<String> keys) {
        return always
                || engaged && !catalog.learnsFromAnswers()
                || next != null && !at.isBefore(next)
                || any(live, place -> moves(catalog, place, keys))
                || any(ended, place -> counts(catalog, place, keys))
                || forgets(catalog);
    }

    private boolean forgets(Catalog catalog) {
        for (String key : remembered) {
            LiveJourney journey = catalog.journey(key);
            if (journey != null && journey.isOver()) {
                return true;
            }
        }
        return false;
    }

    private static boolean moves(Catalog catalog, Place place, List<String> keys) {
        LiveJourney journey = catalog.journey(place.journey());
        if (journey == null || journey.isOver()) {
            return journey != null;
        }
        Heeds version = journey.heeds().get(place.version());
        if (version == null) {
            // Its definition is not known: it stands still, behind those that do not.
            return true;
        }
        Heed heed = place.step() == null ? null : version.steps().get(place.step());
        return heed == null
                || heed.everything()
                || heed.settled() && place.migration() > 0
                || meets(heed.keys(), keys)
                || migrates(journey, place);
    }

    private static boolean migrates(LiveJourney journey, Place place) {
        for (PublishedJourney.Migration migration : journey.amendments().migrations()) {
            if (migration.number() > place.migration()
                    && (migration.undoes() == null
                            ? migration.from().contains(place.version())
                            : migration.undoes() == place.migration())) {
                return true;
            }
        }
        return false;
    }

    private static boolean counts(Catalog catalog, Place place, List<String> keys) {
        LiveJourney journey = catalog.journey(place.journey());
        Heeds version = journey == null ? null : journey.heeds().get(place.version());
        return version != null && meets(version.goals(), keys);
    }

    private static boolean meets(Set<String> heeded, List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (heeded.contains(keys.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean any(List<Place> places, Predicate<Place> test) {
        for (int i = 0; i < places.size(); i++) {
            if (test.test(places.get(i))) {
                return true;
            }
        }
        return false;
    }
}
