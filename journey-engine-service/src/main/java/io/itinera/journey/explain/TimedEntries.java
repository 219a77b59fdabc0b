package io.itinera.journey.explain;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Explanation;
import io.itinera.contracts.Activity;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Sentence;
import io.itinera.journey.definition.Timetable;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a profile is not in a journey that time brings people into: which times came and found that it did not qualify, and when the next
 * one comes. Each time is judged by what was known of the profile then.
 */
final class TimedEntries {

    private static final int MOST = 400;

    private TimedEntries() {}

    /** What was known of a profile at a time. */
    private record Known(Activity activity, JourneyDefinition definition, Trigger.Timed timed) {

        private ZoneId zone() {
            return definition.zoneFor(
                    timed.inJourneyZone() ? null : activity.traits().get("timezone"));
        }

        private EventFacts facts(Instant at) {
            Activity then = new Activity(
                    activity.id(),
                    activity.profileId(),
                    at,
                    new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                    activity.traits(),
                    activity.computed(),
                    activity.consents(),
                    activity.segments(),
                    List.of());
            return new EventFacts(then, zone());
        }

        private Optional<Timetable.Occurrence> after(Instant at) {
            EventFacts facts = facts(at);
            Optional<Timetable.Occurrence> next =
                    timed.timetable().next(facts, LocalDateTime.ofInstant(at, facts.zone()));
            while (next.isPresent() && !next.get().due().isAfter(at)) {
                next = timed.timetable().next(facts, next.get().local());
            }
            return next;
        }

        private boolean qualifies() {
            return activity.segments().contains(timed.members().segment());
        }

        /** Who qualifies, held against the profile; what only profile-service can count is told as it answered. */
        private Explanation audience(Instant at) {
            Condition asked = timed.members().asked();
            boolean counts = Conditions.leaves(asked).anyMatch(EventCount.class::isInstance);
            Explanation told = asked.explain(facts(at));
            return counts || told.verdict() != qualifies() ? timed.members().explain(facts(at)) : told;
        }
    }

    /**
     * Times that came in the period without an entry, the oldest first.
     *
     * @param offered versions, the oldest first
     * @param activities of the profile, the oldest first
     */
    static List<WhyNot.NearMiss> misses(
            List<WhyNot.Offered> offered, List<Activity> activities, Instant from, Instant at) {
        List<WhyNot.NearMiss> misses = new ArrayList<>();
        for (int v = 0; v < offered.size(); v++) {
            WhyNot.Offered version = offered.get(v);
            if (version.definition().entry().on() instanceof Trigger.Timed timed) {
                Instant begin = later(from, version.from());
                Instant end =
                        v + 1 < offered.size() ? earlier(at, offered.get(v + 1).from()) : at;
                for (int a = 0; a < activities.size() && misses.size() < MOST; a++) {
                    Known known = new Known(activities.get(a), version.definition(), timed);
                    Instant until = a + 1 < activities.size()
                            ? earlier(end, activities.get(a + 1).at())
                            : end;
                    came(known, version.version(), later(begin, known.activity().at()), until, misses);
                }
            }
        }
        return misses;
    }

    private static void came(Known known, int version, Instant from, Instant until, List<WhyNot.NearMiss> misses) {
        if (!from.isBefore(until)) {
            return;
        }
        Optional<Timetable.Occurrence> next = known.after(from);
        while (next.isPresent() && !next.get().due().isAfter(until) && misses.size() < MOST) {
            misses.add(miss(known, version, next.get().due()));
            next = known.after(next.get().due());
        }
    }

    private static WhyNot.NearMiss miss(Known known, int version, Instant due) {
        String came = "The time came at " + Sentence.time(due, known.zone());
        if (known.qualifies()) {
            return new WhyNot.NearMiss(
                    due,
                    null,
                    version,
                    WhyNot.Why.NOT_DECIDED,
                    null,
                    came + ", and no decision about it is known: it is still on its way, or older than what is kept.");
        }
        Explanation why = known.audience(due);
        return new WhyNot.NearMiss(
                due,
                null,
                version,
                WhyNot.Why.CONDITION,
                why.toMap(),
                came + ", but the profile did not qualify: " + why.describe() + ".");
    }

    /** What comes next; empty where no time brings entries, or nothing is known of the profile. */
    static Optional<WhyNot.Upcoming> upcoming(WhyNot.Offered version, Activity latest, Instant at) {
        if (latest == null || !(version.definition().entry().on() instanceof Trigger.Timed timed)) {
            return Optional.empty();
        }
        Known known = new Known(latest, version.definition(), timed);
        Optional<Timetable.Occurrence> next = known.after(at);
        Map<String, Object> audience = known.audience(at).toMap();
        String who = known.qualifies()
                ? "the profile qualifies: " + known.audience(at).describe()
                : "the profile does not qualify: " + known.audience(at).describe();
        String when = next.map(o -> "The time comes next at " + Sentence.time(o.due(), known.zone()))
                .orElseGet(() -> "There is no such time to come: a profile enters when "
                        + timed.timetable().describe());
        return Optional.of(new WhyNot.Upcoming(
                next.map(Timetable.Occurrence::due).orElse(null),
                known.zone().getId(),
                known.qualifies(),
                audience,
                when + "; " + who + "."));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
