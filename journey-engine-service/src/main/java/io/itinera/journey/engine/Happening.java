package io.itinera.journey.engine;

import io.itinera.contracts.Activity;

/**
 * The order in which an activity applies: message and goal bookkeeping, exits, reroutes and waits, entries. What is for the record only
 * ({@link Activity#movesJourneys}) counts for goals and ends what its exits end, so that nobody is reminded of what was done; but it re-routes
 * nobody and ends no wait, also not that of whoever awaits the end of what it has ended, and its entries are refused.
 */
final class Happening {

    private final Run run;
    private final Activity activity;

    private Happening(Run run, Activity activity) {
        this.run = run;
        this.activity = activity;
    }

    static void apply(Run run, Activity activity) {
        run.learn(Knowledge.of(activity));
        if (run.catalog().learnsFromAnswers()) {
            run.engaged(Hearsay.after(activity, run.engagement()));
        }
        if (!activity.movesJourneys()) {
            run.takesForTheRecord();
        }
        Happening happening = new Happening(run, activity);
        happening.messages();
        Goals.count(run, activity);
        happening.exits();
        happening.waits();
        run.errands().carryOut();
        happening.entries();
    }

    private void messages() {
        if (activity.cause() instanceof Activity.MessageChanged(var outcome) && outcome.journey() != null) {
            run.live().stream()
                    .filter(t -> t.id().equals(outcome.journey().instance()))
                    .forEach(t -> t.diary().messageChanged(outcome));
        }
    }

    private void exits() {
        for (Traveller traveller : run.live()) {
            Exits.apply(traveller, activity);
            run.settle(traveller);
        }
    }

    private void waits() {
        for (Traveller traveller : run.live()) {
            if (run.standsStill(traveller)) {
                traveller.overhears(activity);
            } else if (!traveller.over()) {
                if (!Reroutes.apply(traveller, activity)) {
                    traveller.happened(activity);
                }
                run.settle(traveller);
            }
        }
    }

    private void entries() {
        for (LiveJourney journey : run.catalog().entriesFor(activity)) {
            new Entrance(run, journey, Occasion.happened(activity)).tryEnter();
            run.errands().carryOut();
        }
    }
}
