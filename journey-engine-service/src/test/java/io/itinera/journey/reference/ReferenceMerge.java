package io.itinera.journey.reference;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Two profiles become one: instances move; where the same journey is live on both, the older one stays. */
final class ReferenceMerge {

    private ReferenceMerge() {}

    static void move(ReferencePerson from, ReferencePerson into, Instant at) {
        if (!into.isFollowed()) {
            into.facts = from.facts;
        }
        from.standings.forEach((journey, theirs) ->
                into.standings.merge(journey, theirs.idle(), (mine, other) -> mine.notBefore(other)));
        into.remembers(from, at);
        into.answers.add(from.answers);
        List<ReferenceTrip> moving = from.inOrder(at);
        for (ReferenceTrip trip : moving) {
            List<ReferenceTrip> rivals = rivals(into, trip);
            into.live.add(trip);
            trip.merged(into, at);
            if (rivals.stream().anyMatch(rival -> older(rival, trip))) {
                trip.end("merged", at);
            } else {
                rivals.forEach(rival -> rival.end("merged", at));
            }
        }
        if (!moving.isEmpty()) {
            groups(into, at);
        }
        from.watched.forEach(t -> t.person = into);
        into.watched.addAll(from.watched);
        from.parked.forEach(parked -> parked.trip().person = into);
        into.parked.addAll(from.parked);
    }

    /** Of a group, the one with the highest priority stays, of equals the oldest. */
    private static void groups(ReferencePerson person, Instant at) {
        List<ReferenceTrip> first = person.inOrder(at).stream()
                .sorted(Comparator.<ReferenceTrip>comparingInt(t -> -Reference.priority(t.definition, at))
                        .thenComparing((a, b) -> older(a, b) ? -1 : 1))
                .toList();
        for (ReferenceTrip trip : first) {
            if (person.live.contains(trip)) {
                ReferenceEntry.inGroup(person, trip.journey, trip.definition, at).stream()
                        .filter(other -> first.indexOf(other) > first.indexOf(trip))
                        .forEach(other -> other.end("preempted", at));
            }
        }
    }

    /** Instances that cannot be live beside it. */
    private static List<ReferenceTrip> rivals(ReferencePerson person, ReferenceTrip trip) {
        return person.live.stream()
                .filter(t -> t.journey.equals(trip.journey))
                .filter(t -> !several(t) || t.key != null && t.key.equals(trip.key))
                .toList();
    }

    private static boolean several(ReferenceTrip trip) {
        return "every-time".equals(ReferenceEntry.reentryRule(trip.definition).get("mode"));
    }

    private static boolean older(ReferenceTrip a, ReferenceTrip b) {
        return a.enteredAt.equals(b.enteredAt) ? a.id.compareTo(b.id) < 0 : a.enteredAt.isBefore(b.enteredAt);
    }
}
