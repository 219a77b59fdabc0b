package io.itinera.journey.reporting;

import io.itinera.contracts.Transition;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a batch of transitions leaves an instance. The transition of the highest number says where it stands, and another of the
 * highest number says whose it is: a merge moves an instance to another profile without moving it in its journey.
 *
 * @param stands the latest transition that tells where it stands, or null
 * @param owner the latest transition
 * @param enteredAt the earliest time known
 * @param test whether it is a tester's
 * @param zone in which it began, or null where none of the transitions tells
 */
record Position(Transition stands, Transition owner, Instant enteredAt, boolean test, String zone) {

    /** Where transitions leave their instances, in any order. */
    static Collection<Position> of(List<Transition> transitions) {
        Map<String, Position> positions = new HashMap<>();
        for (Transition t : transitions) {
            if (t.journey().instance() != null
                    && t.kind() != Transition.Kind.REFUSED
                    && t.kind() != Transition.Kind.GOAL) {
                positions.merge(t.journey().instance(), of(t), Position::with);
            }
        }
        return positions.values();
    }

    private static Position of(Transition t) {
        boolean moves = t.kind() != Transition.Kind.MOVED || t.next() != null;
        Instant entered = Detail.of(t).time("enteredAt");
        return new Position(
                moves ? t : null,
                t,
                entered == null || entered.isAfter(t.at()) ? t.at() : entered,
                Detail.of(t).flag("test"),
                t.kind() == Transition.Kind.ENTERED ? Detail.of(t).text("zone") : null);
    }

    private Position with(Position other) {
        return new Position(
                later(stands, other.stands),
                later(owner, other.owner),
                enteredAt.isBefore(other.enteredAt) ? enteredAt : other.enteredAt,
                test || other.test,
                zone == null ? other.zone : zone);
    }

    private static Transition later(Transition a, Transition b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.sequence() >= b.sequence() ? a : b;
    }

    private Transition said() {
        return stands == null ? owner : stands;
    }

    String instance() {
        return owner.journey().instance();
    }

    String journey() {
        return owner.journey().journey();
    }

    /** The version that it is on; one that was led to another version is on that. */
    int version() {
        return stands != null && stands.kind() == Transition.Kind.MIGRATED
                ? Detail.of(stands).number("version", stands.journey().version())
                : said().journey().version();
    }

    boolean ended() {
        return stands != null && (stands.kind() == Transition.Kind.EXITED || stands.kind() == Transition.Kind.FAILED);
    }

    /** The step that it stands at. */
    String step() {
        boolean goesOn = stands != null && stands.next() != null && !ended();
        return goesOn ? stands.next() : said().journey().step();
    }

    /** The type of that step, as far as it is told. */
    String stepType() {
        return stands == null || stands.next() != null ? null : stands.stepType();
    }

    String status() {
        if (ended()) {
            return stands.kind().wire();
        }
        return stands == null || stands.kind() == Transition.Kind.WAITING ? "waiting" : "moving";
    }

    String reason() {
        return ended() ? stands.reason() : null;
    }

    /** Since when it stands there; a wait that goes on in another version began before. */
    Instant since() {
        Instant since = stands != null && stands.kind() == Transition.Kind.WAITING
                ? Detail.of(stands).time("since")
                : null;
        return since == null ? said().at() : since;
    }

    Instant due() {
        return stands != null && stands.kind() == Transition.Kind.WAITING
                ? Detail.of(stands).time("due")
                : null;
    }

    Instant endedAt() {
        return ended() ? stands.at() : null;
    }

    /** Before every number where no transition said where it stands. */
    long sequence() {
        return stands == null ? -1 : stands.sequence();
    }
}
