package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.ReasonWord;
import java.time.Instant;
import java.util.Map;

/** The step function: {@code (catalog, state, input) → (state, effects)}. Engine, simulator and back-test call it alike. */
public final class Advance {

    private Advance() {}

    /**
     * Applies one input of one profile. What was due by the input's time is applied first, in order of due time.
     *
     * @param catalog the journeys as they are published at that time
     * @param before the profile's state, {@link ProfileState#empty} where nothing is kept
     * @param input what happens
     */
    public static Outcome apply(Catalog catalog, ProfileState before, Input input) {
        Run run = new Run(catalog, before, input.at());
        if (input instanceof Input.Erased erased) {
            return Erasure.of(run, erased);
        }
        endArchived(run);
        Stranded.endOverdue(run, input.at());
        catchUp(run, input.at());
        run.errands().countAnew();
        switch (input) {
            case Input.ActivityHappened(Activity activity)
            when activity.cause() instanceof Activity.MergedAway(String into) -> {
                return Merge.away(run, into);
            }
            case Input.ActivityHappened(Activity activity) -> Happening.apply(run, activity);
            case Input.MovedIn moved -> {
                Merge.in(run, moved.from());
                endArchived(run);
                run.live().forEach(Traveller::retime);
            }
            case Input.ZoneRulesChanged _ -> run.live().forEach(Traveller::retime);
            case Input.EntryRequested asked -> Entrance.ask(run, asked);
            case Input.Answered answered ->
                run.answered(answered.instance(), answered.step(), answered.visit(), answered.answer());
            case Input.Ordered ordered -> Orders.carryOut(run, ordered);
            case Input.WaitDue _, Input.CatalogChanged _, Input.Erased _ -> {
                // What was due, archived or forgotten is applied already.
            }
        }
        run.errands().carryOut();
        if (!(input instanceof Input.WaitDue)) {
            // A timer tells nothing new of the profile, such as that of a goal whose time is over.
            run.standings().refresh();
        }
        catchUp(run, input.at());
        return run.outcome();
    }

    /** What is due by then, on the versions that migrations lead to: whoever comes to another step may be led on from there. */
    private static void catchUp(Run run, Instant by) {
        do {
            Migrations.apply(run, by);
            DueTimes.apply(run, by);
        } while (Parking.look(run, by) || Migrations.areOpen(run, by));
    }

    private static void endArchived(Run run) {
        for (Traveller traveller : run.live()) {
            if (run.published(traveller).state() == PublishedJourney.State.ARCHIVED) {
                traveller.end(ReasonWord.ARCHIVED, Map.of());
                run.settle(traveller);
            }
        }
        run.errands().carryOut();
    }
}
