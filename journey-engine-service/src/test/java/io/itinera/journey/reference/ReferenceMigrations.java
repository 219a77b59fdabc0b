package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.map;

import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.PublishedJourney.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How instances are led to another version, and back. */
final class ReferenceMigrations {

    /** What a migration did to a trip. */
    static final class Led {
        private int number;
        /** The step that it was led to is still to be done. */
        boolean arriving;
        /** Where it has stood since; null once it was led back. */
        private String step;

        private int visit;
        private Origin origin;

        /** The step is left, maybe without having been done. */
        void leaves() {
            step = arriving ? null : step;
            arriving = false;
        }

        /** The step has been done, and the trip stands there now. */
        void stands(ReferenceTrip trip) {
            arriving = false;
            if (trip.step != null) {
                step = trip.step;
                visit = trip.visit;
            }
        }
    }

    /** Where a trip stood. */
    private record Origin(
            int version,
            String step,
            int visit,
            Instant since,
            Instant due,
            Runnable heard,
            Instant expires,
            boolean arriving) {
        static Origin of(ReferenceTrip t) {
            return new Origin(t.version, t.step, t.visit, t.since, t.due, t.heard, t.expires, t.led.arriving);
        }
    }

    /** A trip that a migration ended. */
    record Parked(int migration, ReferenceTrip trip, Origin stood, Map<String, Object> context) {}

    /** A migration that concerns a trip where it stands, at the time at which both are so. */
    record Step(Instant at, Migration migration) {
        void carryOut(ReferenceTrip trip) {
            if (migration.undoes() == null) {
                lead(trip, migration, at);
            } else {
                back(trip, migration, at);
            }
        }
    }

    private ReferenceMigrations() {}

    /** The first that concerns it, by its number; null where none does by then. */
    static Step next(ReferenceTrip trip, Instant by) {
        for (Migration migration : published(trip).migrations()) {
            if (concerns(migration, trip)) {
                Instant at = trip.since.isAfter(migration.at()) ? trip.since : migration.at();
                return at.isAfter(by) ? null : new Step(at, migration);
            }
        }
        return null;
    }

    private static boolean concerns(Migration migration, ReferenceTrip trip) {
        if (migration.number() <= trip.led.number) {
            return false;
        }
        if (migration.undoes() != null) {
            return migration.undoes() == trip.led.number && trip.led.origin != null;
        }
        return migration.from().contains(trip.version)
                && undoing(published(trip), migration.number()) == null
                && !place(trip, migration).equals("stays");
    }

    /** What becomes of it there: keeps (its wait goes on), anew, stays or leaves. */
    private static String place(ReferenceTrip trip, Migration migration) {
        if (migration.ends().contains(trip.step)) {
            return "leaves";
        }
        Map<String, Object> to = map(definition(trip, migration.to()).get("steps"));
        String counterpart = migration.steps().getOrDefault(trip.step, trip.step);
        if (!to.containsKey(counterpart)) {
            return migration.follow() ? "stays" : "leaves";
        }
        if (goesOn(trip.here(), map(to.get(counterpart)), trip.step.equals(counterpart))) {
            return "keeps";
        }
        return migration.follow() && !migration.steps().containsKey(trip.step) ? "stays" : "anew";
    }

    /** A wait goes on at a wait of the same form, and what was asked for at the same step. */
    private static boolean goesOn(Map<String, Object> here, Map<String, Object> there, boolean sameKey) {
        if (!here.get("type").equals(there.get("type"))) {
            return false;
        }
        return switch ((String) there.get("type")) {
            case "wait" -> ReferenceWaits.form(here).equals(ReferenceWaits.form(there));
            case "enter" -> sameKey && ReferenceEnter.awaits(there);
            case "webhook", "task" -> sameKey;
            case "next-best" -> sameKey && there.containsKey("bestTime");
            case "send" -> sameKey && Reference.hasBestTime(there);
            default -> false;
        };
    }

    private static void lead(ReferenceTrip trip, Migration migration, Instant at) {
        String place = place(trip, migration);
        if (place.equals("leaves")) {
            Parked parked = new Parked(migration.number(), trip, Origin.of(trip), Map.copyOf(trip.context));
            trip.end("migrated", at);
            trip.person.parked.add(parked);
            return;
        }
        trip.led.number = migration.number();
        trip.led.origin = Origin.of(trip);
        boolean anew = place.equals("anew") || trip.led.arriving;
        if (anew) {
            trip.withdraw(at);
        }
        trip.led.arriving = anew;
        String counterpart = migration.steps().getOrDefault(trip.step, trip.step);
        Map<String, Object> was = trip.here();
        leave(trip, counterpart, migration.to(), at);
        copy(trip.messages, migration);
        copy(trip.statuses, migration);
        copy(trip.arms, migration);
        if (anew) {
            standAnew(trip, at);
        } else {
            trip.visits.merge(counterpart, trip.visit, Math::max);
            keepsWaiting(trip, was, at);
        }
        String maxDuration = (String) trip.definition.get("maxDuration");
        Instant expires = maxDuration == null ? null : ReferenceCalendar.plus(trip.enteredAt, maxDuration, trip.zone());
        trip.expires = expires != null && expires.isBefore(at) ? at : expires;
        trip.led.step = trip.step;
        trip.led.visit = trip.visit;
        trip.tell("waiting", trip.step, null, trip.led.arriving ? "arriving" : "kept", at);
    }

    /** All at once: what one step takes over from another is what that one had before. */
    private static <T> void copy(Map<String, T> map, Migration migration) {
        Map<String, T> before = Map.copyOf(map);
        migration.steps().forEach((from, to) -> {
            if (before.containsKey(from)) {
                map.put(to, before.get(from));
            }
        });
    }

    /** From when it began, with the words of the new version. */
    private static void keepsWaiting(ReferenceTrip trip, Map<String, Object> was, Instant at) {
        Map<String, Object> is = trip.here();
        boolean sameWords = List.of("for", "until", "atMost").stream()
                .allMatch(field -> Objects.equals(was.get(field), is.get(field)));
        if (is.get("type").equals("wait") && !sameWords && trip.heard == null && !trip.led.arriving) {
            Instant due = ReferenceWaits.end(is, trip.since, trip.known(at));
            boolean dated = ReferenceWaits.form(is).equals("date");
            due = due == null && dated ? trip.since : due;
            trip.due = due != null && due.isBefore(at) ? at : due;
            trip.missed = trip.missed && trip.due != null && !trip.due.isAfter(at);
        }
    }

    /** Tells that it leaves its version, and goes to the other. */
    private static void leave(ReferenceTrip trip, String to, int version, Instant at) {
        trip.tell("migrated", trip.step, to, "version:" + version, at);
        trip.version = version;
        trip.definition = definition(trip, version);
        trip.step = to;
    }

    /** Leads a trip back that has not gone on since. */
    private static void back(ReferenceTrip trip, Migration undo, Instant at) {
        Origin origin = trip.led.origin;
        boolean stands = trip.step.equals(trip.led.step) && trip.visit == trip.led.visit;
        trip.led.number = undo.number();
        trip.led.origin = null;
        if (stands) {
            boolean uninterrupted = trip.step.equals(origin.step) && trip.visit == origin.visit;
            if (!uninterrupted) {
                trip.withdraw(at);
            }
            leave(trip, origin.step, origin.version, at);
            stand(trip, origin, uninterrupted, at);
        }
    }

    /** What came due meanwhile is due now; a step that was still to be done, or a task that was withdrawn, is done anew. */
    private static void stand(ReferenceTrip trip, Origin origin, boolean uninterrupted, Instant at) {
        trip.expires = origin.expires;
        trip.led.arriving = origin.arriving || trip.here().get("type").equals("task") && !uninterrupted;
        if (trip.led.arriving) {
            standAnew(trip, at);
        } else {
            trip.visit = origin.visit;
            trip.since = origin.since;
            trip.due = origin.due == null || origin.due.isAfter(at) ? origin.due : at;
            trip.heard = origin.heard;
            trip.missed = false;
        }
        trip.tell("waiting", trip.step, null, trip.led.arriving ? "arriving" : "kept", at);
    }

    /** The step is to be done at once, as if the step before had led there. */
    private static void standAnew(ReferenceTrip trip, Instant at) {
        trip.visit = trip.visits.getOrDefault(trip.step, 0) + 1;
        trip.since = at;
        trip.due = at;
        trip.missed = false;
        trip.heard = null;
    }

    /** Brings back whom a migration ended that is taken back, and lets go of the others when that can no longer happen. */
    static boolean takeBack(ReferencePerson person, Instant by) {
        boolean back = false;
        for (Parked parked : List.copyOf(person.parked)) {
            PublishedJourney journey = published(parked.trip);
            Migration undo = undoing(journey, parked.migration);
            boolean expired = parked.stood.expires != null && !parked.stood.expires.isAfter(by);
            boolean superseded = journey.state() == State.ARCHIVED
                    || journey.migrations().stream()
                            .noneMatch(m -> m.number() == parked.migration && m.to() == journey.current());
            if (undo != null && !undo.at().isAfter(by)) {
                person.parked.remove(parked);
                if (!expired && !isTaken(person, parked.trip, by)) {
                    bringBack(person, parked, undo, by);
                    back = true;
                }
            } else if (superseded || expired) {
                person.parked.remove(parked);
            }
        }
        return back;
    }

    private static void bringBack(ReferencePerson person, Parked parked, Migration undo, Instant at) {
        ReferenceTrip trip = parked.trip;
        person.watched.remove(trip);
        person.live.add(trip);
        trip.watchedUntil = null;
        trip.led.number = undo.number();
        trip.led.origin = null;
        trip.step = parked.stood.step;
        trip.context.clear();
        trip.context.putAll(parked.context);
        trip.tell("migrated", trip.step, trip.step, "version:" + trip.version, at);
        stand(trip, parked.stood, false, at);
    }

    /** Another instance of the journey, or another journey of the group, is there now. */
    private static boolean isTaken(ReferencePerson person, ReferenceTrip trip, Instant at) {
        boolean several = trip.key == null
                && "every-time"
                        .equals(ReferenceEntry.reentryRule(trip.definition).get("mode"));
        boolean rival = person.live.stream()
                .filter(t -> t.journey.equals(trip.journey))
                .anyMatch(t -> !several && Objects.equals(t.key, trip.key));
        return rival
                || !ReferenceEntry.inGroup(person, trip.journey, trip.definition, at)
                        .isEmpty();
    }

    private static Migration undoing(PublishedJourney journey, int number) {
        return journey.migrations().stream()
                .filter(m -> m.undoes() != null && m.undoes() == number)
                .findFirst()
                .orElse(null);
    }

    private static Map<String, Object> definition(ReferenceTrip trip, int version) {
        return trip.person.world.definition(published(trip), version);
    }

    private static PublishedJourney published(ReferenceTrip trip) {
        return trip.person.world.published(trip.journey);
    }
}
