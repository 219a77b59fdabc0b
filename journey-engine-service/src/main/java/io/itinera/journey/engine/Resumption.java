package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.journey.definition.Step;
import java.time.Instant;

/**
 * How an instance stands where it had stood before a migration that is taken back. Its wait goes on, and what came due meanwhile is
 * due now; a step that was still to be done then, or that has taken back what it had asked for, is done anew.
 *
 * @param waiting its wait
 * @param anew whether the step is still to be done
 */
record Resumption(Instance.Waiting waiting, boolean anew) {

    /**
     * @param origin where it stood
     * @param uninterrupted true when it has been at that step all the time
     */
    static Resumption of(Run run, Instance instance, Instance.Origin origin, boolean uninterrupted) {
        Instance.Waiting was = origin.waiting();
        Step step = run.definition(instance.journey(), origin.version()).steps().get(was.step());
        Instant now = run.now();
        if (origin.arriving() || step.withdraws() && !uninterrupted) {
            int visit = instance.progress().visits().getOrDefault(was.step(), 0) + 1;
            return new Resumption(new Instance.Waiting(was.step(), visit, now, now, false), true);
        }
        boolean goesOn = was.due() == null || was.due().isAfter(now);
        return new Resumption(goesOn ? was : was.until(now), false);
    }

    /** What the undoing of a migration has done to the instance. */
    Instance.Migrated after(Migration undo) {
        return anew
                ? new Instance.Migrated(undo.number(), true, waiting.step(), waiting.visit(), null)
                : new Instance.Migrated(undo.number(), false, null, 0, null);
    }
}
