package io.itinera.journey.engine;

import io.itinera.conditions.Facts;
import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Moment;
import io.itinera.journey.definition.Reason;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.definition.Step;
import io.itinera.journey.definition.StepResult;
import io.itinera.journey.definition.WaitStep;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One instance while an input is applied to it: how it goes from step to step. */
final class Traveller {

    /** More instant steps than this in one go are a loop. */
    private static final int MAX_STEPS_IN_ONE_GO = 100;

    private final Run run;
    private final JourneyDefinition journey;
    private final Instance was;
    private final Facts facts;
    private final Moment moment;

    private Instance.Waiting waiting;
    private long sequence;
    private String step;
    private final Diary diary;
    private Instant left;
    private Instance.Migrated migrated;
    /** Until when the journey stood still, while what came due in that time is passed without its actions; else null. */
    private Instant skippedUntil;

    private String ended;

    /** An instance as it was kept, or a new one that waits nowhere yet. */
    Traveller(Run run, JourneyDefinition journey, Instance was) {
        this.run = run;
        this.journey = journey;
        this.was = was;
        this.facts = new InstanceFacts(this);
        this.moment = new Visit(this);
        this.waiting = was.waiting();
        this.sequence = was.sequence();
        this.step = waiting == null ? null : waiting.step();
        this.migrated = was.migrated();
        this.diary = new Diary(was.progress());
    }

    /** The instance as it is to be kept. */
    Instance instance() {
        return new Instance(
                was.id(),
                was.journey(),
                was.version(),
                was.key(),
                was.entry(),
                waiting,
                was.expires(),
                sequence,
                diary.progress(),
                migrated);
    }

    // What the run asks.

    String id() {
        return was.id();
    }

    Instance began() {
        return was;
    }

    Run run() {
        return run;
    }

    JourneyDefinition journey() {
        return journey;
    }

    Instance.Waiting waiting() {
        return waiting;
    }

    Facts facts() {
        return facts;
    }

    /** Key of the step that it is at, or null before the first. */
    String step() {
        return step;
    }

    Diary diary() {
        return diary;
    }

    boolean over() {
        return ended != null;
    }

    /** Why it ended, or null while it has not. */
    String ended() {
        return ended;
    }

    boolean waitsAt(String instance, String at, int visit) {
        return id().equals(instance) && waiting != null && waiting.step().equals(at) && waiting.visit() == visit;
    }

    // What happens to it.

    /** Begins at the journey's first step. */
    void enter(ReasonWord reason, Map<String, Object> detail) {
        record(Transition.Kind.ENTERED, null, journey.start(), reason.alone(), detail);
        if (was.expires() != null) {
            run.effect(new Effect.SetTimer(expiry()));
        }
        go(journey.start(), 0);
    }

    /**
     * The wait's time has come, or the journey no longer stands still and the answer was there already.
     *
     * @param skipped until when to pass what comes due without its actions, or null
     */
    void due(Instant skipped) {
        skippedUntil = skipped;
        if (waiting.answer() != null) {
            answered(waiting.answer());
        } else if (migrated != null && migrated.arriving()) {
            leaveWait();
            go(step, 0);
            migrated = migrated.stands(waiting);
        } else {
            arrive(current().onDue(moment), null);
        }
        skippedUntil = null;
    }

    /** The wait came due while the journey stood still. */
    void miss() {
        wait(waiting.due(), true, waiting.answer());
    }

    /** What the step waits for came back. */
    void answered(Answer answer) {
        current()
                .onAnswer(moment, answer)
                .ifPresentOrElse(result -> arrive(result, answer), () -> wait(waiting.due(), waiting.missed(), null));
    }

    /** What the step waits for came back while the journey stands still: it is due, as a wait that ends in that time. */
    void hear(Answer answer) {
        if (waiting.due() != null) {
            run.effect(new Effect.CancelTimer(waitTimer()));
        }
        wait(run.now(), true, answer);
    }

    /** Something happened while the journey stands still: what it waits for is kept until it goes on. */
    void overhears(Activity activity) {
        if (!waiting.missed()) {
            current().hears(moment, activity).ifPresentOrElse(this::hear, this::retime);
        }
    }

    private void wait(Instant due, boolean missed, Answer answer) {
        waiting = new Instance.Waiting(waiting.step(), waiting.visit(), waiting.since(), due, missed, answer);
    }

    /** Leaves the present step for another, whatever that one waits for. */
    void goTo(String next, ReasonWord reason, Map<String, Object> detail) {
        arrive(new StepResult.Go(next, reason.alone(), detail), null);
    }

    /** Something happened while it waits. */
    void happened(Activity activity) {
        Optional<StepResult> result = current().onActivity(moment, activity);
        if (result.isPresent()) {
            arrive(result.get(), null);
        } else if (retime()) {
            due(null);
        }
    }

    /**
     * Finds the end of the wait again, since the profile's zone or its data may have changed.
     *
     * @return true when the wait is over now
     */
    boolean retime() {
        boolean arriving = migrated != null && migrated.arriving();
        if (waiting == null || waiting.due() == null || waiting.missed() || arriving) {
            return false;
        }
        Instant again = current().due(facts, waiting.since(), waiting.due());
        Instant due = again == null || again.isBefore(run.now()) ? run.now() : again;
        if (!due.equals(waiting.due())) {
            run.effect(new Effect.CancelTimer(waitTimer()));
            String was = waiting.due().toString();
            waiting = new Instance.Waiting(
                    waiting.step(), waiting.visit(), waiting.since(), due, false, waiting.answer());
            run.effect(new Effect.SetTimer(waitTimer()));
            record(
                    Transition.Kind.WAITING,
                    current().type(),
                    null,
                    ReasonWord.DUE_MOVED.alone(),
                    Map.of(
                            "due",
                            due.toString(),
                            "zone",
                            facts.zone().getId(),
                            "was",
                            was,
                            "since",
                            waiting.since().toString()));
        }
        return !due.isAfter(run.now());
    }

    /** A goal was reached. */
    void reached(String goal, Map<String, Object> detail) {
        diary.reached(goal);
        record(Transition.Kind.GOAL, null, null, ReasonWord.REACHED.of(goal), detail);
    }

    /** Tells that the instance goes on under another profile. */
    void moved(String from) {
        record(Transition.Kind.MOVED, null, null, ReasonWord.MERGED_IN.alone(), Map.of("from", from));
    }

    /** Ends it from outside: an exit rule, the maximal duration, an archive. */
    void end(Reason reason, Map<String, Object> detail) {
        finish(Transition.Kind.EXITED, reason, detail);
        cancelMessages();
    }

    /** Ends it from outside, for a reason that a word says. */
    void end(ReasonWord reason, Map<String, Object> detail) {
        end(reason.alone(), detail);
    }

    /** Ends it on an error. */
    void fail(ReasonWord reason, Map<String, Object> detail) {
        finish(Transition.Kind.FAILED, reason.alone(), detail);
        cancelMessages();
    }

    private void cancelMessages() {
        Cancels.of(this).ifPresent(cancel -> run.effect(new Effect.Cancel(cancel)));
    }

    // How it goes on.

    Step current() {
        return journey.steps().get(step);
    }

    private void arrive(StepResult result, Answer answer) {
        if (!(result instanceof StepResult.Stay)) {
            current().onLeave(moment, answer);
        }
        leaveWait();
        follow(result, 0);
    }

    private void follow(StepResult result, int taken) {
        switch (result) {
            case StepResult.Go go -> {
                record(Transition.Kind.MOVED, current().type(), go.next(), go.reason(), go.detail());
                go(go.next(), taken);
            }
            case StepResult.Stay stay -> stay(stay);
            case StepResult.End end -> finish(Transition.Kind.EXITED, end.reason(), end.detail());
        }
    }

    private void go(String next, int alreadyTaken) {
        String key = next;
        for (int taken = alreadyTaken; taken < MAX_STEPS_IN_ONE_GO; taken++) {
            step = key;
            diary.comesTo(key);
            StepResult result = come();
            if (!(result instanceof StepResult.Go go)) {
                follow(result, taken);
                return;
            }
            record(Transition.Kind.MOVED, current().type(), go.next(), go.reason(), go.detail());
            key = go.next();
        }
        fail(ReasonWord.LOOP, Map.of("steps", MAX_STEPS_IN_ONE_GO, "next", key));
    }

    /** Does the step, or passes it where its time went by; a step that asks for an answer asks when that time is over. */
    private StepResult come() {
        if (skippedUntil != null) {
            String next = current().without().orElse(null);
            if (next != null) {
                return new StepResult.Go(next, ReasonWord.SKIPPED.alone(), Map.of("until", skippedUntil.toString()));
            }
            if (current().waits() && !(current() instanceof WaitStep)) {
                run.now(skippedUntil);
                skippedUntil = null;
            }
        }
        return current().run(moment);
    }

    private void stay(StepResult.Stay stay) {
        waiting = new Instance.Waiting(step, diary.visits(step), run.now(), stay.due(), false, null);
        if (stay.due() != null) {
            run.effect(new Effect.SetTimer(waitTimer()));
        }
        record(Transition.Kind.WAITING, current().type(), null, stay.reason(), stay.detail());
    }

    private void leaveWait() {
        if (waiting != null && waiting.due() != null) {
            run.effect(new Effect.CancelTimer(waitTimer()));
        }
        left = waiting == null ? left : waiting.since();
        waiting = null;
    }

    private void finish(Transition.Kind kind, Reason reason, Map<String, Object> detail) {
        if (waiting != null) {
            current().onLeave(moment, null);
        }
        leaveWait();
        if (was.expires() != null) {
            run.effect(new Effect.CancelTimer(expiry()));
        }
        record(kind, step == null ? null : current().type(), null, reason, detail);
        ended = reason.text();
    }

    TimerId waitTimer() {
        return new TimerId(waiting.due(), run.profileId(), was.id(), waiting.step(), waiting.visit());
    }

    TimerId expiry() {
        return new TimerId(was.expires(), run.profileId(), was.id(), TimerId.MAX_DURATION, 0);
    }

    /** The timers that are set while it waits. */
    List<TimerId> timers() {
        return Stream.of(
                        waiting != null && waiting.due() != null ? waitTimer() : null,
                        was.expires() == null ? null : expiry())
                .filter(Objects::nonNull)
                .toList();
    }

    private void record(Transition.Kind kind, String type, String next, Reason reason, Map<String, Object> detail) {
        Measures measures =
                new Measures(was.entry().at(), left, diary.visits(step), next == null ? 0 : diary.visits(next) + 1);
        run.record(ref(), sequence++, kind, new Run.Why(type, next, reason, measures.in(kind, detail)));
        left = null;
    }

    /** The instance and the step that it is at. */
    JourneyRef ref() {
        return new JourneyRef(was.journey(), was.version(), was.id(), step);
    }

    /** The watch that goes on after the end, with the next sequence number. */
    Watch watch(Instant until) {
        return new Watch(
                was.id(),
                was.journey(),
                was.version(),
                was.entry(),
                until,
                sequence,
                Set.copyOf(diary.goals()),
                Map.copyOf(diary.arms()));
    }
}
