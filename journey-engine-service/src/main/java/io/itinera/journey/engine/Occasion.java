package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.journey.definition.ReasonWord;
import java.util.List;
import java.util.Map;

/**
 * What gives rise to an entry.
 *
 * @param activity what happened; for an entry that was asked for, what stands for it
 * @param reason how
 * @param detail what explains it, or null where the entry's trigger does
 * @param context what the instance begins with
 * @param awaiter the step that waits for the instance's end, or null
 */
record Occasion(
        Activity activity,
        ReasonWord reason,
        Map<String, Object> detail,
        Map<String, Object> context,
        Instance.Awaiter awaiter) {

    /** What a journey's entry listens for has happened. */
    static Occasion happened(Activity activity) {
        return new Occasion(activity, ReasonWord.EVENT_BEGAN, null, Map.of(), null);
    }

    /** The API asks. */
    static Occasion of(Run run, Input.EntryRequested asked) {
        return new Occasion(
                stand(run, asked.id(), asked.properties()),
                ReasonWord.BY_API,
                Map.of("request", asked.id()),
                Map.of(),
                null);
    }

    /** A step of another instance asks. */
    static Occasion of(Run run, String id, Errands.Enter asked) {
        return new Occasion(
                stand(run, id, asked.properties()),
                ReasonWord.BY_STEP,
                Map.of(
                        "journey", asked.from().journey(),
                        "instance", asked.from().instance(),
                        "step", asked.from().step()),
                asked.wish().context(),
                asked.wish().await() ? asked.awaiter() : null);
    }

    private static Activity stand(Run run, String id, Map<String, Object> properties) {
        return new Activity(
                id,
                run.profileId(),
                run.now(),
                new Activity.Tracked(EventType.TRACK, null, properties, Map.of(), run.now(), null),
                run.known().traits(),
                run.known().computed(),
                run.known().consents(),
                run.known().segments(),
                List.of());
    }
}
