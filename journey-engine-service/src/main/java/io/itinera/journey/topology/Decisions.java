package io.itinera.journey.topology;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.journey.definition.Trigger;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Knowledge;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What follows from an input for one profile, by the bytes that are kept of it: {@link Advance} between two forms of bytes, and the
 * judgement that it need not be asked.
 */
final class Decisions {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);

    private Decisions() {}

    /**
     * The next entry of a profile's life.
     *
     * @param kept what is kept of the profile, or null
     * @param value an {@link Activity} as JSON
     * @throws SerializationException when the value is none
     */
    static Decision activity(Catalog catalog, String profileId, byte[] kept, byte[] value) {
        ActivityGlance glance = ActivityGlance.of(profileId, value);
        boolean marked = ProfileStates.mergedInto(kept).isPresent();
        KeptState before = kept == null || marked ? null : KeptState.of(profileId, kept);
        if (before != null && before.passes(glance, catalog)
                || kept == null && glance.event() != null && !catalog.listensFor(Trigger.indexKeys(glance.event()))) {
            return Decision.NOTHING;
        }
        Activity activity = usable(profileId, ACTIVITY.read(value));
        if (kept == null && !(activity.cause() instanceof Activity.MergedAway) && !catalog.concerns(activity)) {
            return Decision.NOTHING;
        }
        ProfileState state = state(profileId, before, glance, activity);
        Outcome outcome = Advance.apply(catalog, state, new Input.ActivityHappened(activity));
        // What waits does not heed what is said for the record, and hears it with the next that happens.
        boolean heard = glance.said() != null
                && activity.movesJourneys()
                && knows(outcome.after().known(), activity)
                && catalog.knowsPlaces(outcome.after());
        Decision decision = Decision.of(state, outcome, new Decision.Source(heard ? glance.said() : null, heard));
        if (decision == Decision.NOTHING && before != null && heard && !before.heard(glance.said())) {
            // Said in other bytes than before: the next event that says it in these is passed over.
            decision = Decision.rewriting(outcome.after(), glance.said());
        }
        return activity.cause() instanceof Activity.MergedAway(String into)
                ? decision.leavingTo(into)
                : decision.unmarking(marked);
    }

    /**
     * Any other input.
     *
     * @param kept what is kept of the profile, or null
     */
    static Decision input(Catalog catalog, String profileId, byte[] kept, Input input) {
        KeptState before =
                kept == null || ProfileStates.mergedInto(kept).isPresent() ? null : KeptState.of(profileId, kept);
        if (before != null && passes(catalog, before, input)) {
            return Decision.NOTHING;
        }
        ProfileState state = before == null ? ProfileState.empty(profileId) : before.state();
        Outcome outcome = Advance.apply(catalog, state, input);
        boolean same =
                before != null && before.said() != null && outcome.after().known() == state.known();
        boolean heard =
                same && before.isHeard() && catalog.knowsPlaces(outcome.after()) && !wasLed(state, outcome.after());
        return Decision.of(state, outcome, same ? new Decision.Source(before.said(), heard) : Decision.Source.OWN);
    }

    private static boolean passes(Catalog catalog, KeptState before, Input input) {
        return switch (input) {
            case Input.CatalogChanged(var at) -> before.passes(at, catalog);
            case Input.ZoneRulesChanged _ -> before.passesZoneRules();
            case Input.ActivityHappened _, Input.WaitDue _, Input.Delivered _ -> false;
        };
    }

    /** Whether a migration led an instance: where it stands now, it may not have heard yet what is known. */
    private static boolean wasLed(ProfileState before, ProfileState after) {
        return after.live().stream()
                .filter(instance -> instance.migrated() != null)
                .anyMatch(instance -> before.live().stream()
                        .noneMatch(was -> was.id().equals(instance.id())
                                && was.migrated() != null
                                && was.migrated().number()
                                        == instance.migrated().number()));
    }

    /** The state before an activity. Where the activity says byte by byte what is known, that need not be read. */
    private static ProfileState state(String profileId, KeptState before, ActivityGlance glance, Activity activity) {
        if (before == null) {
            return ProfileState.empty(profileId);
        }
        boolean same =
                before.said() != null && glance.said() != null && before.said().sameAs(glance.said());
        return same
                ? before.state(
                        new Knowledge(activity.traits(), activity.computed(), activity.consents(), activity.segments()))
                : before.state();
    }

    /** Whether it is the activity's own word that is known after it, and no step has changed that since. */
    private static boolean knows(Knowledge known, Activity activity) {
        return known.traits() == activity.traits()
                && known.computed() == activity.computed()
                && known.consents() == activity.consents()
                && known.segments() == activity.segments();
    }

    private static Activity usable(String profileId, Activity activity) {
        boolean whole = activity != null
                && activity.id() != null
                && activity.at() != null
                && profileId.equals(activity.profileId())
                && switch (activity.cause()) {
                    case null -> false;
                    case Activity.Tracked tracked -> tracked.type() != null;
                    case Activity.MessageChanged message ->
                        message.outcome() != null && message.outcome().status() != null;
                    case Activity.MergedAway away -> away.into() != null;
                    case Activity.MergedIn in -> in.from() != null;
                    case Activity.SegmentsChanged changed -> changed.why() != null;
                    case Activity.ConsentChanged _ -> true;
                };
        if (!whole) {
            throw new SerializationException("an activity has an id, a time, a cause, and the profile of its key");
        }
        return activity;
    }
}
