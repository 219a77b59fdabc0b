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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One instance while an input is applied to it, and what can happen to it. Its {@link Way} leads from step to step, its {@link Stop} is
 * where it waits, its {@link Diary} what it has seen and done, and its {@link Logbook} what it tells.
 */
final class Traveller {

    private final Run run;
    private final JourneyDefinition journey;
    private final Instance was;
    private final Facts facts;
    private final Moment moment;
    private final Way way;
    private final Stop stop;
    private final Diary diary;
    private final Logbook logbook;
    private Instance.Migrated migrated;
    private String ended;

    /** An instance as it was kept, or a new one that waits nowhere yet. */
    Traveller(Run run, JourneyDefinition journey, Instance was) {
        this.run = run;
        this.journey = journey;
        this.was = was;
        this.facts = new InstanceFacts(this);
        this.moment = new Visit(this);
        this.way = new Way(this, moment, was.waiting());
        this.stop = new Stop(run, was);
        this.diary = new Diary(was.progress());
        this.logbook = new Logbook(this, was.sequence());
        this.migrated = was.migrated();
    }

    /** The instance as it is to be kept. */
    Instance instance() {
        return new Instance(
                was.id(),
                was.journey(),
                was.version(),
                was.key(),
                was.entry(),
                stop.waiting(),
                was.expires(),
                logbook.sequence(),
                diary.progress(),
                migrated);
    }

    // What it is.

    String id() {
        return was.id();
    }

    /** The instance as it was when the input came. */
    Instance began() {
        return was;
    }

    Run run() {
        return run;
    }

    JourneyDefinition journey() {
        return journey;
    }

    Facts facts() {
        return facts;
    }

    Diary diary() {
        return diary;
    }

    Logbook logbook() {
        return logbook;
    }

    /** Where it waits, or null. */
    Instance.Waiting waiting() {
        return stop.waiting();
    }

    /** Key of the step that it is at, or null before the first. */
    String step() {
        return way.at();
    }

    /** Which of its visits to that step it is; 0 before the first step. */
    int visit() {
        return way.visit();
    }

    Step current() {
        return way.current();
    }

    /** The instance and the step that it is at. */
    JourneyRef ref() {
        return new JourneyRef(was.journey(), was.version(), was.id(), step());
    }

    boolean over() {
        return ended != null;
    }

    /** Why it ended, or null while it has not. */
    String ended() {
        return ended;
    }

    boolean waitsAt(String instance, String at, int visit) {
        return id().equals(instance)
                && waiting() != null
                && waiting().step().equals(at)
                && waiting().visit() == visit;
    }

    // What happens to it.

    /** Begins at the journey's first step. */
    void enter(ReasonWord reason, Map<String, Object> detail) {
        logbook.tell(Transition.Kind.ENTERED, null, journey.start(), reason.alone(), detail);
        if (was.expires() != null) {
            run.effect(new Effect.SetTimer(expiry()));
        }
        way.begin(journey.start());
    }

    /**
     * The wait's time has come, or the journey no longer stands still and the answer was there already.
     *
     * @param skipped until when to pass what comes due without its actions, or null
     */
    void due(Instant skipped) {
        way.skipUntil(skipped);
        if (waiting().answer() != null) {
            answered(waiting().answer());
        } else if (arriving()) {
            leaveStop();
            way.begin(step());
            migrated = migrated.stands(waiting());
        } else {
            leave(way.due(), null);
        }
        way.skipUntil(null);
    }

    /** The wait came due while the journey stood still. */
    void miss() {
        stop.miss();
    }

    /** Notes an answer, which ends the wait alone or with those before; empty while the step waits for more. */
    Optional<Answer> collect(Answer answer) {
        return current().collects(moment, answer);
    }

    /** What the step waits for came back. */
    void answered(Answer answer) {
        current().onAnswer(moment, answer).ifPresentOrElse(result -> leave(result, answer), stop::unhear);
    }

    /** What the step waits for came back while the journey stands still: the first answer in time is kept until that goes on. */
    void hear(Answer answer) {
        if (!waiting().missed()) {
            stop.hear(answer);
        }
    }

    /**
     * What the step waits for came by what is for the record: the first such answer is kept until something moves the instance on, or the
     * time of the wait is over.
     */
    void keep(Answer answer) {
        if (waiting().answer() == null) {
            stop.keep(answer);
        }
    }

    /** Something happened while the journey stands still: what it waits for is kept until that goes on. */
    void overhears(Activity activity) {
        if (!waiting().missed()) {
            Optional<Answer> heard =
                    run.forTheRecord() ? Optional.empty() : current().hears(moment, activity);
            heard.ifPresentOrElse(stop::hear, this::retime);
        }
    }

    /** Something happened while it waits. */
    void happened(Activity activity) {
        Optional<StepResult> result =
                run.forTheRecord() ? Optional.empty() : current().onActivity(moment, activity);
        boolean answered = !run.forTheRecord() && waiting().answer() != null;
        if (result.isPresent()) {
            leave(result.get(), null);
        } else if (answered || retime()) {
            due(null);
        }
    }

    /**
     * Finds the end of the wait again, since the profile's zone or its data may have changed. Where only the record says that it is past,
     * it stays as it was until something else happens.
     *
     * @return true when the wait is over now
     */
    boolean retime() {
        Instance.Waiting waiting = waiting();
        if (waiting == null || waiting.due() == null || waiting.missed() || arriving()) {
            return false;
        }
        Instant again = current().due(facts, waiting.since(), waiting.due());
        Instant due = again == null || again.isBefore(run.now()) ? run.now() : again;
        boolean over = !due.isAfter(run.now());
        if (over && run.forTheRecord()) {
            return false;
        }
        if (!due.equals(waiting.due())) {
            stop.move(due);
            logbook.tell(Transition.Kind.WAITING, current().type(), ReasonWord.DUE_MOVED.alone(), moved(waiting, due));
        }
        return over;
    }

    private Map<String, Object> moved(Instance.Waiting waiting, Instant due) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("due", due.toString());
        detail.put("zone", facts.zone().getId());
        detail.put("was", waiting.due().toString());
        detail.put("since", waiting.since().toString());
        return detail;
    }

    /** Comes to a step from where there is none. */
    void comeTo(String step) {
        way.begin(step);
    }

    /** Leaves the present step for another, whatever that one waits for. */
    void goTo(String next, Reason reason, Map<String, Object> detail) {
        leave(new StepResult.Go(next, reason, detail), null);
    }

    /** What the step would do at its hour is done now. */
    void hurry(Map<String, Object> why) {
        StepResult done = way.due();
        leave(done instanceof StepResult.Go go ? go.with(why) : done, null);
    }

    /** A goal was reached. */
    void reached(String goal, Map<String, Object> detail) {
        diary.reached(goal);
        logbook.tell(Transition.Kind.GOAL, null, ReasonWord.REACHED.of(goal), detail);
    }

    /** Tells that the instance goes on under another profile. */
    void moved(String from) {
        logbook.tell(Transition.Kind.MOVED, null, ReasonWord.MERGED_IN.alone(), Map.of("from", from));
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

    // How it stops and leaves.

    /** A migration led it to this step, which is still to be done. */
    boolean arriving() {
        return migrated != null && migrated.arriving();
    }

    /** Its way has led to a step where it waits. */
    void stay(StepResult.Stay stay) {
        stop.begin(step(), visit(), stay.due());
        logbook.tell(Transition.Kind.WAITING, current().type(), stay.reason(), stay.detail());
    }

    private void leave(StepResult result, Answer answer) {
        if (!(result instanceof StepResult.Stay)) {
            takeLeave(answer);
        }
        leaveStop();
        way.follow(result);
    }

    /** Lets the step know; one that is still to be done has nothing to take back. */
    void takeLeave(Answer answer) {
        if (arriving()) {
            migrated = migrated.leaves();
        } else {
            current().onLeave(moment, answer);
        }
    }

    private void leaveStop() {
        logbook.left(stop.leave());
    }

    /** It is over. */
    void finish(Transition.Kind kind, Reason reason, Map<String, Object> detail) {
        if (waiting() != null) {
            takeLeave(null);
        }
        leaveStop();
        if (was.expires() != null) {
            run.effect(new Effect.CancelTimer(expiry()));
        }
        logbook.tell(kind, step() == null ? null : current().type(), reason, detail);
        ended = reason.text();
    }

    // What it leaves to time.

    TimerId expiry() {
        return new TimerId(was.expires(), run.profileId(), was.journey(), was.id(), TimerId.MAX_DURATION, 0);
    }

    /** The timers that are set while it waits. */
    List<TimerId> timers() {
        return Stream.of(stop.timed() ? stop.timer() : null, was.expires() == null ? null : expiry())
                .filter(Objects::nonNull)
                .toList();
    }

    /** The watch that goes on after the end, with the next sequence number. */
    Watch watch(Instant until) {
        return new Watch(
                was.id(),
                was.journey(),
                was.version(),
                was.entry(),
                until,
                logbook.sequence(),
                Set.copyOf(diary.goals()),
                Map.copyOf(diary.arms()));
    }
}
