package io.itinera.journey.engine;

import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Reason;
import java.time.Instant;
import java.util.Map;

/** Tells what an instance does, transition by transition, with what reports need to know of what went before. */
final class Logbook {

    private final Traveller traveller;
    private long sequence;
    /** When the wait began that was left last, until a transition has told it. */
    private Instant left;

    Logbook(Traveller traveller, long sequence) {
        this.traveller = traveller;
        this.sequence = sequence;
    }

    /** Number of the next transition. */
    long sequence() {
        return sequence;
    }

    /** A wait is over that began at that time; null where there was none. */
    void left(Instant since) {
        left = since == null ? left : since;
    }

    /** Tells something that has no step after it. */
    void tell(Transition.Kind kind, String type, Reason reason, Map<String, Object> detail) {
        tell(kind, type, null, reason, detail);
    }

    /**
     * Tells what the instance does at its step.
     *
     * @param type of the step, where the transition is the step's doing, else null
     * @param next the step that follows, or null
     */
    void tell(Transition.Kind kind, String type, String next, Reason reason, Map<String, Object> detail) {
        Diary diary = traveller.diary();
        Measures measures = new Measures(
                traveller.began().entry().at(), left, traveller.visit(), next == null ? 0 : diary.visits(next) + 1);
        traveller
                .run()
                .record(traveller.ref(), sequence++, kind, new Run.Why(type, next, reason, measures.in(kind, detail)));
        left = null;
    }
}
