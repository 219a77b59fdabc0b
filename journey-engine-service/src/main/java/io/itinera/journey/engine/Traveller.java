package io.itinera.journey.engine;

import io.itinera.conditions.Facts;
import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Moment;
import io.itinera.journey.definition.Reason;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.definition.Step;
import io.itinera.journey.definition.StepResult;
import io.itinera.journey.definition.WaitStep;
import io.itinera.journey.definition.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One instance while an input is applied to it: what a step sees and does, and how it goes from step to step. */
final class Traveller implements Moment {

    /** More instant steps than this in one go are a loop. */
    private static final int MAX_STEPS_IN_ONE_GO = 100;

    private final Run run;
    private final JourneyDefinition journey;
    private final Instance was;
    private final Facts facts;

    private Instance.Waiting waiting;
    private long sequence;
    private String step;
    private final Diary diary;
    private Instant left;
    private Instance.Migrated migrated;
    /** Until when the journey stood still, while what came due in that time is passed without its actions; else null. */
    private Instant skippedUntil;

    private boolean over;

    /** An instance as it was kept, or a new one that waits nowhere yet. */
    Traveller(Run run, JourneyDefinition journey, Instance was) {
        this.run = run;
        this.journey = journey;
        this.was = was;
        this.facts = new InstanceFacts(this);
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

    Diary diary() {
        return diary;
    }

    boolean over() {
        return over;
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
     * The wait's time has come.
     *
     * @param skipped until when to pass what comes due without its actions, or null
     */
    void due(Instant skipped) {
        skippedUntil = skipped;
        if (migrated != null && migrated.arriving()) {
            leaveWait();
            go(step, 0);
            migrated = migrated.stands(waiting);
        } else {
            arrive(current().onDue(this));
        }
        skippedUntil = null;
    }

    /** The wait came due while the journey stood still. */
    void miss() {
        waiting = new Instance.Waiting(waiting.step(), waiting.visit(), waiting.since(), waiting.due(), true);
    }

    /** Something happened while it waits. */
    void happened(Activity activity) {
        Optional<StepResult> result = current().onActivity(this, activity);
        if (result.isPresent()) {
            arrive(result.get());
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
            waiting = new Instance.Waiting(waiting.step(), waiting.visit(), waiting.since(), due, false);
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
    }

    /** Ends it from outside, for a reason that a word says. */
    void end(ReasonWord reason, Map<String, Object> detail) {
        end(reason.alone(), detail);
    }

    /** Ends it on an error. */
    void fail(ReasonWord reason, Map<String, Object> detail) {
        finish(Transition.Kind.FAILED, reason.alone(), detail);
    }

    // How it goes on.

    private Step current() {
        return journey.steps().get(step);
    }

    private void arrive(StepResult result) {
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
        return current().run(this);
    }

    private void stay(StepResult.Stay stay) {
        waiting = new Instance.Waiting(step, diary.visits(step), run.now(), stay.due(), false);
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
        leaveWait();
        if (was.expires() != null) {
            run.effect(new Effect.CancelTimer(expiry()));
        }
        record(kind, step == null ? null : current().type(), null, reason, detail);
        over = true;
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

    private JourneyRef ref() {
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

    // What a step sees and does.

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public double draw() {
        return Draw.of("split", run.profileId(), was.journey(), step);
    }

    @Override
    public void drew(String arm) {
        diary.drew(step, arm);
    }

    @Override
    public String want(Wish wish) {
        String id = ProfileIds.derive(was.id() + "|" + step + "|" + diary.visits(step));
        new Wishes(run, ref(), id, diary).grant(wish);
        return id;
    }

    @Override
    public void event(Map<String, Object> properties) {
        diary.event(properties);
    }
}
