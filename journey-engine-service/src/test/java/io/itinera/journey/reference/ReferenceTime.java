package io.itinera.journey.reference;

import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What time brings, in order of time: the ends of journeys' maximal durations, of waits, the entries of schedules and dates, and
 * migrations. Of what comes at the same moment, that is the order too, and then the order in which journeys apply.
 */
final class ReferenceTime {

    private enum Kind {
        END_OF_JOURNEY,
        END_OF_WAIT,
        ENTRY,
        MIGRATION
    }

    /**
     * @param definition of the journey that it belongs to, whose priority decides between equals
     * @param name of the journey and the instance
     * @param skippedUntil end of the hold in which it is passed over, or null
     */
    private record Due(
            Instant at, Kind kind, Map<String, Object> definition, String name, Instant skippedUntil, Runnable what) {
        static final Comparator<Due> ORDER = Comparator.comparing(Due::at)
                .thenComparing(Due::kind)
                .thenComparing(due -> -Reference.priority(due.definition, due.at))
                .thenComparing(Due::name);
    }

    private ReferenceTime() {}

    static void catchUp(ReferencePerson person, Instant to) {
        do {
            for (Due due = next(person, to); due != null; due = next(person, to)) {
                person.now(due.at);
                miss(person, due.at);
                due.what.run();
                person.carryOut();
                ReferenceStanding.lookAhead(person, due.skippedUntil == null ? due.at : due.skippedUntil);
            }
            person.now(to);
        } while (ReferenceMigrations.takeBack(person, to));
        miss(person, to);
        person.watched.removeIf(t -> !t.watchedUntil.isAfter(to));
    }

    /** What came due by then while its journey stood still: no answer is in time for it any more. */
    private static void miss(ReferencePerson person, Instant at) {
        person.live.stream()
                .filter(t -> t.due != null && !t.due.isAfter(at) && hold(t, t.due) != null)
                .forEach(t -> t.missed = true);
    }

    private static Due next(ReferencePerson person, Instant to) {
        List<Due> dues = new ArrayList<>();
        for (ReferenceTrip t : person.inOrder()) {
            String name = t.journey + "|" + t.id;
            Instant expires = applies(t, t.expires);
            dues.add(new Due(
                    expires,
                    Kind.END_OF_JOURNEY,
                    t.definition,
                    name,
                    skippedUntil(t, expires),
                    () -> t.end("max-duration", expires)));
            Instant ends = applies(t, t.due);
            Instant skipped = skippedUntil(t, ends);
            dues.add(new Due(ends, Kind.END_OF_WAIT, t.definition, name, skipped, () -> t.timeIsUp(ends, skipped)));
            ReferenceMigrations.Step step = ReferenceMigrations.next(t, to);
            if (step != null) {
                dues.add(new Due(step.at(), Kind.MIGRATION, t.definition, name, null, () -> step.carryOut(t)));
            }
        }
        for (PublishedJourney journey : person.world.published()) {
            ReferenceStanding standing = person.standings.get(journey.key());
            if (standing != null && journey.state() != State.ARCHIVED) {
                Map<String, Object> definition = person.world.current(journey);
                dues.add(new Due(
                        standing.due, Kind.ENTRY, definition, journey.key(), null, () -> standing.comes(person)));
            }
        }
        return dues.stream()
                .filter(due -> due.at != null && !due.at.isAfter(to))
                .min(Due.ORDER)
                .orElse(null);
    }

    /** What comes due in a hold applies at its end, or at its own time if it is to be skipped, and not before there is an end. */
    private static Instant applies(ReferenceTrip trip, Instant due) {
        PublishedJourney.Pause hold = due == null ? null : hold(trip, due);
        if (hold == null) {
            return due;
        }
        return hold.until() == null ? null : hold.skip() ? due : applies(trip, hold.until());
    }

    private static PublishedJourney.Pause hold(ReferenceTrip trip, Instant at) {
        return trip.person.world.published(trip.journey).pauses().stream()
                .filter(p -> p.hold() && !at.isBefore(p.from()))
                .filter(p -> p.until() == null || at.isBefore(p.until()))
                .findFirst()
                .orElse(null);
    }

    private static Instant skippedUntil(ReferenceTrip trip, Instant at) {
        PublishedJourney.Pause hold = at == null ? null : hold(trip, at);
        return hold == null ? null : hold.until();
    }
}
