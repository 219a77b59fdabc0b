package io.itinera.journey.engine;

import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Moment;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.definition.Step;
import io.itinera.journey.definition.StepResult;
import java.time.Instant;
import java.util.Map;

/** How an instance goes from step to step, until it comes to one where it waits or ends. */
final class Way {

    /** More instant steps than this in one go are a loop. */
    private static final int MAX_STEPS_IN_ONE_GO = 100;

    private final Traveller traveller;
    private final Moment moment;
    private String step;
    private int visit;
    /** Until when the journey stood still, while what came due in that time is passed without its actions; else null. */
    private Instant skippedUntil;

    /**
     * @param moment what steps see and can do
     * @param waiting where the instance stands, or null before the first step
     */
    Way(Traveller traveller, Moment moment, Instance.Waiting waiting) {
        this.traveller = traveller;
        this.moment = moment;
        if (waiting != null) {
            this.step = waiting.step();
            this.visit = waiting.visit();
        }
    }

    /** Key of the step that it is at, or null before the first. */
    String at() {
        return step;
    }

    /** Which of its visits to that step it is, from 1: not always the latest, where a migration was taken back. */
    int visit() {
        return visit;
    }

    Step current() {
        return traveller.journey().steps().get(step);
    }

    /** Until when to pass what comes without its actions; null to do everything. */
    void skipUntil(Instant time) {
        skippedUntil = time;
    }

    /** Comes to a step, and goes on from there. */
    void begin(String key) {
        walk(come(key), 1);
    }

    /** Goes where the present step leads. */
    void follow(StepResult result) {
        walk(result, 0);
    }

    /**
     * @param first where the present step leads; null where the instance has ended there
     */
    private void walk(StepResult first, int alreadyCome) {
        StepResult result = first;
        int steps = alreadyCome;
        while (result instanceof StepResult.Go go) {
            traveller.logbook().tell(Transition.Kind.MOVED, current().type(), go.next(), go.reason(), go.detail());
            if (steps++ == MAX_STEPS_IN_ONE_GO) {
                traveller.fail(ReasonWord.LOOP, Map.of("steps", MAX_STEPS_IN_ONE_GO, "next", go.next()));
                return;
            }
            result = come(go.next());
        }
        switch (result) {
            case null -> {
                // It was ended on its way.
            }
            case StepResult.Stay stay -> traveller.stay(stay);
            case StepResult.End end -> traveller.finish(Transition.Kind.EXITED, end.reason(), end.detail());
            case StepResult.Go _ -> throw new IllegalStateException("a way leads on until it stays or ends");
        }
    }

    /**
     * Does the step, or passes it where its time went by; a step that asks for an answer asks when that time is over. Null where the
     * instance has come here too often, and has ended.
     */
    private StepResult come(String key) {
        step = key;
        traveller.diary().comesTo(key);
        visit = traveller.diary().visits(key);
        if (traveller.journey().isTooOften(visit)) {
            traveller.end(
                    ReasonWord.MAX_VISITS,
                    Map.of("maxVisits", traveller.journey().limits().maxVisits()));
            return null;
        }
        StepResult passed = passed();
        if (passed != null) {
            return passed;
        }
        if (skippedUntil != null && current().asks()) {
            traveller.run().now(skippedUntil);
            skippedUntil = null;
        }
        return current().run(moment);
    }

    /** The time of the present wait has come: what it leads to, which may be to pass its step's action. */
    StepResult due() {
        StepResult passed = passed();
        return passed == null ? current().onDue(moment) : passed;
    }

    /** Where it goes on without the present step's action; null where that is done. */
    private StepResult passed() {
        String next = skippedUntil == null ? null : current().without().orElse(null);
        return next == null
                ? null
                : new StepResult.Go(next, ReasonWord.SKIPPED.alone(), Map.of("until", skippedUntil.toString()));
    }
}
