package io.itinera.journey.engine;

import io.itinera.contracts.Transition;
import io.itinera.journey.learning.Evidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a report must know of a transition that lies in the transitions before it. It goes into the transition's detail, so that each
 * transition counts by itself, in whatever order and however often it is read.
 *
 * @param enteredAt when the instance began: {@code enteredAt} of an end and of the draw of an arm, so that both belong to the day of
 *     the entry
 * @param since when the wait began that it leaves: {@code since}, or null where it leaves none
 * @param visit how often the instance has come to the step that it happened at: {@code visit}, from 2 on
 * @param nextVisit how often it has come to the step that follows: {@code nextVisit}, from 2 on
 */
record Measures(Instant enteredAt, Instant since, int visit, int nextVisit) {

    /** The detail with what was measured. */
    Map<String, Object> in(Transition.Kind kind, Map<String, Object> detail) {
        boolean over = kind == Transition.Kind.EXITED || kind == Transition.Kind.FAILED;
        boolean passes = over || kind == Transition.Kind.MOVED || Evidence.isIn(detail);
        if (!passes && nextVisit < 2) {
            return detail;
        }
        Map<String, Object> measured = new LinkedHashMap<>(detail);
        if (over || detail.containsKey("arm")) {
            measured.put("enteredAt", enteredAt.toString());
        }
        if (passes && since != null) {
            measured.put("since", since.toString());
        }
        if (passes && visit > 1) {
            measured.put("visit", visit);
        }
        if (nextVisit > 1) {
            measured.put("nextVisit", nextVisit);
        }
        return measured;
    }
}
