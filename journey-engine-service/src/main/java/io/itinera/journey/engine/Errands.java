package io.itinera.journey.engine;

import io.itinera.contracts.JourneyRef;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.EnterStep;
import io.itinera.journey.definition.Reason;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.definition.Wish;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the instances of one profile ask of each other: to begin, to end, and to go on when another has ended. Done in order between the phases
 * of an input, at the same logical time, so that no instance changes while another one is in the middle of a step.
 */
final class Errands {

    /** More in one go are journeys that enter each other without a wait. */
    private static final int MOST_IN_ONE_GO = 100;

    private final Run run;
    private final Deque<Errand> open = new ArrayDeque<>();
    private int done;
    private Instant at;

    /** Something asked for. */
    private sealed interface Errand {}

    /**
     * Begin an instance of another journey.
     *
     * @param from the step that asks
     * @param awaiter the same as the one who may wait
     * @param id of the step's visit
     * @param properties of what stands for the entry event
     */
    record Enter(JourneyRef from, Instance.Awaiter awaiter, String id, Map<String, Object> properties, Wish.Entry wish)
            implements Errand {}

    /** End the instances of another journey. */
    private record Leave(JourneyRef from, String journey) implements Errand {}

    private record Ended(Instance.Awaiter awaiter, Map<String, Object> how) implements Errand {}

    Errands(Run run) {
        this.run = run;
    }

    /** What happens from now on is counted anew, as where what was due before it had come in time, by a timer of its own. */
    void countAnew() {
        at = null;
    }

    void enter(Enter errand) {
        open.add(errand);
    }

    /** Ends the profile's instances of a journey, as a step wants. */
    void leave(JourneyRef from, String journey) {
        open.add(new Leave(from, journey));
    }

    /** Tells the one who waits for this instance that it is over. */
    void ended(Traveller traveller) {
        ended(traveller.began(), traveller.ended());
    }

    /** The same for one that stood where nothing is known. */
    void ended(Instance instance, String reason) {
        Instance.Awaiter awaiter = instance.entry().awaiter();
        if (awaiter != null) {
            open.add(new Ended(
                    awaiter,
                    Map.of(
                            "outcome",
                            EnterStep.ENDED,
                            "reason",
                            reason,
                            "journey",
                            instance.journey(),
                            "instance",
                            instance.id())));
        }
    }

    void carryOut() {
        if (!run.now().equals(at)) {
            // An engine that lags does in one go what a punctual one does at several moments.
            at = run.now();
            done = 0;
        }
        for (Errand errand = open.poll(); errand != null; errand = open.poll()) {
            boolean loop = ++done > MOST_IN_ONE_GO;
            switch (errand) {
                case Enter enter
                when loop -> refused(enter, run.version(enter.wish().journey()), ReasonWord.ENTRY_LOOP);
                case Enter enter -> enter(enter.wish().journey(), enter);
                // It ends in any case: what has ended enters nothing.
                case Leave(var from, var journey) -> leave(from.journey(), from.step(), journey);
                case Ended(var awaiter, var how) when loop -> fail(awaiter, how);
                case Ended(var awaiter, var how) -> answer(awaiter, new Answer(EnterStep.ENDED, how));
            }
        }
    }

    private void enter(String key, Enter enter) {
        LiveJourney journey = run.catalog().journey(key);
        if (journey == null || journey.offeredAt(run.now()) == null) {
            refused(enter, 0, ReasonWord.NO_JOURNEY);
            return;
        }
        Reason refused = new Entrance(run, journey, Occasion.of(run, enter.id(), enter)).tryEnter();
        if (refused != null) {
            tellRefused(enter, refused.text());
        }
    }

    private void leave(String by, String step, String journey) {
        Map<String, Object> detail = Map.of("by", by, "step", step);
        for (Traveller traveller : run.live()) {
            if (traveller.began().journey().equals(journey)) {
                traveller.end(ReasonWord.REMOVED, detail);
                run.settle(traveller);
            }
        }
        Stranded.endAll(run, instance -> instance.journey().equals(journey), ReasonWord.REMOVED, detail);
    }

    private void refused(Enter enter, int version, ReasonWord reason) {
        Map<String, Object> detail = Map.of("instance", enter.from().instance());
        Entrance.refuse(run, new Entrance.Attempt(enter.wish().journey(), version, enter.id()), reason, detail);
        tellRefused(enter, reason.wire());
    }

    private void tellRefused(Enter enter, String reason) {
        if (enter.wish().await()) {
            Map<String, Object> how = new LinkedHashMap<>();
            how.put("outcome", EnterStep.REFUSED);
            how.put("reason", reason);
            how.put("journey", enter.wish().journey());
            if (done > MOST_IN_ONE_GO) {
                fail(enter.awaiter(), how);
            } else {
                answer(enter.awaiter(), new Answer(EnterStep.REFUSED, how));
            }
        }
    }

    private void answer(Instance.Awaiter awaiter, Answer answer) {
        run.answered(awaiter.instance(), awaiter.step(), awaiter.visit(), answer);
    }

    private void fail(Instance.Awaiter awaiter, Map<String, Object> how) {
        run.live().stream()
                .filter(t -> t.waitsAt(awaiter.instance(), awaiter.step(), awaiter.visit()))
                .forEach(t -> {
                    t.fail(ReasonWord.LOOP, how);
                    run.settle(t);
                });
    }
}
