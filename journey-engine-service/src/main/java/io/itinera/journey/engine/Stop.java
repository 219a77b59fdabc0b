package io.itinera.journey.engine;

import io.itinera.journey.definition.Answer;
import java.time.Instant;

/** Where an instance stands: its wait, and the timer that ends it. */
final class Stop {

    private final Run run;
    private final Instance instance;
    private Instance.Waiting waiting;

    /** Where the instance stands, which may be nowhere yet. */
    Stop(Run run, Instance instance) {
        this.run = run;
        this.instance = instance;
        this.waiting = instance.waiting();
    }

    /** The wait, or null. */
    Instance.Waiting waiting() {
        return waiting;
    }

    /** A wait begins now. */
    void begin(String step, int visit, Instant due) {
        waiting = new Instance.Waiting(step, visit, run.now(), due, false);
        setTimer();
    }

    /** The wait is over; when it had begun, or null where there was none. */
    Instant leave() {
        cancelTimer();
        Instant since = waiting == null ? null : waiting.since();
        waiting = null;
        return since;
    }

    /** Time ends the wait at another moment than was known before. */
    void move(Instant due) {
        cancelTimer();
        waiting = waiting.until(due);
        setTimer();
    }

    /** It came due while the journey stood still; the timer has done its work. */
    void miss() {
        waiting = waiting.missed(waiting.due(), waiting.answer());
    }

    /** What it waits for came while the journey stands still: it is due, as a wait that ends in that time. */
    void hear(Answer answer) {
        cancelTimer();
        waiting = waiting.missed(run.now(), answer);
    }

    /** What it waits for came, and it goes on waiting. */
    void keep(Answer answer) {
        waiting = waiting.with(answer);
    }

    /** What came is none that the step knows. */
    void unhear() {
        waiting = waiting.withoutAnswer();
    }

    /** Whether time ends the wait. */
    boolean timed() {
        return waiting != null && waiting.due() != null;
    }

    TimerId timer() {
        return new TimerId(
                waiting.due(), run.profileId(), instance.journey(), instance.id(), waiting.step(), waiting.visit());
    }

    private void setTimer() {
        if (timed()) {
            run.effect(new Effect.SetTimer(timer()));
        }
    }

    private void cancelTimer() {
        if (timed()) {
            run.effect(new Effect.CancelTimer(timer()));
        }
    }
}
