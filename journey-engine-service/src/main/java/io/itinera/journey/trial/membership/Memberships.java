package io.itinera.journey.trial.membership;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Source;
import io.itinera.contracts.Activity;
import io.itinera.contracts.Consents;
import io.itinera.journey.engine.Knowledge;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How memberships follow a life: {@code (what is remembered, what happens) → what is remembered, and the activity with the memberships
 * that it changed}. As profile-service keeps them: an event counts when it happened, though it came in late; days are those of the
 * profile's zone as it is then, or else of the segment's; and time alone changes a membership at the very moment. Pure, and the same for simulator and back-test.
 */
public final class Memberships {

    private final List<Segment> segments;
    /** By the condition itself: whoever evaluates a condition asks with the very count that it is made of. */
    private final Map<EventCount, Counter> counters = new IdentityHashMap<>();

    private final Map<String, Counter> byKey = new HashMap<>();

    /**
     * A segment whose members are to be told.
     *
     * @param key its key
     * @param condition who is in it
     * @param zone of profiles without one of their own; null for UTC
     * @param until the first moment from which on activities tell it themselves; {@link Instant#MAX} where they never do
     */
    public record Segment(String key, Condition condition, ZoneId zone, Instant until) {

        /** The zone in which its condition is asked: the profile's trait {@code timezone}, else the segment's, else UTC. */
        ZoneId zone(Map<String, Object> traits) {
            return Memberships.zone(traits, zone);
        }
    }

    /**
     * What came of something that happened.
     *
     * @param membership what is remembered from then on
     * @param activity what happened, with the memberships that it changed and those after it
     */
    public record Told(Membership membership, Activity activity) {}

    /**
     * @param segments none where activities tell all
     */
    public Memberships(Collection<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.segments.forEach(segment -> Conditions.leaves(segment.condition())
                .filter(EventCount.class::isInstance)
                .map(EventCount.class::cast)
                .map(count -> Counter.of(count, segment.zone()))
                .forEach(counter -> counters.put(counter.asked(), byKey.computeIfAbsent(counter.key(), _ -> counter))));
    }

    /** True when there is none to tell. */
    public boolean isEmpty() {
        return segments.isEmpty();
    }

    /** The first that is known of a profile that lived before: what holds then held before, and nobody enters by that alone. */
    public Told begin(Activity known) {
        return told(Membership.NONE, Set.of(), known, keys());
    }

    /** The first that is known of a profile that lived before, and what it does with it. */
    public Told first(Activity activity) {
        Membership before = begin(activity).membership();
        return told(counted(before, activity), Set.of(), activity, before.in());
    }

    /** Something happened, or the time has come that was {@linkplain Membership#due() due}. */
    public Told after(Membership before, Activity activity) {
        return isEmpty()
                ? new Told(before, activity)
                : told(counted(before, activity), before.in(), activity, Set.of());
    }

    /** What is remembered of a profile that another one became part of; what follows from it, its next activity says. */
    public Membership merged(Membership into, Membership from) {
        Map<String, Long> seen = new HashMap<>(into.seen());
        from.seen().forEach((key, number) -> seen.merge(key, number, Long::sum));
        Map<String, List<Long>> times = new HashMap<>(into.times());
        from.times().forEach((key, more) -> times.merge(key, more, byKey.get(key)::with));
        return into.counting(seen, times);
    }

    private Set<String> keys() {
        Set<String> keys = new HashSet<>();
        segments.forEach(segment -> keys.add(segment.key()));
        return keys;
    }

    private Membership counted(Membership before, Activity activity) {
        if (counters.isEmpty() || !(activity.cause() instanceof Activity.Tracked event)) {
            return before;
        }
        Map<String, Long> seen = new HashMap<>(before.seen());
        Map<String, List<Long>> times = new HashMap<>(before.times());
        Instant when = event.occurredAt() == null || event.occurredAt().isAfter(activity.at())
                ? activity.at()
                : event.occurredAt();
        byKey.forEach((key, counter) -> {
            if (counter.counts(event, activity.at(), zone(activity.traits(), counter.zone()))) {
                if (counter.forEver()) {
                    seen.merge(key, 1L, Long::sum);
                } else {
                    times.put(key, counter.with(times.getOrDefault(key, List.of()), List.of(when.toEpochMilli())));
                }
            }
        });
        return before.counting(seen, times);
    }

    /**
     * Asks all conditions.
     *
     * @param was memberships that others know of
     * @param filled segments of which it only becomes known now that the profile is in them
     */
    private Told told(Membership so, Set<String> was, Activity activity, Set<String> filled) {
        Instant now = Instant.ofEpochMilli(Math.max(so.asOf(), activity.at().toEpochMilli()));
        Set<String> in = new TreeSet<>();
        Map<String, Long> dues = new HashMap<>();
        List<Activity.SegmentChange> changes = new ArrayList<>(activity.segmentChanges());
        Set<String> all = new HashSet<>(activity.segments());
        for (Segment segment : segments) {
            String key = segment.key();
            if (!now.isBefore(segment.until())) {
                continue;
            }
            Asked facts = new Asked(so, activity, now, segment.zone(activity.traits()));
            changes.removeIf(change -> change.segment().equals(key));
            boolean holds = segment.condition().test(facts);
            boolean held = was.contains(key);
            if (holds) {
                in.add(key);
                all.add(key);
            } else {
                all.remove(key);
            }
            if (holds != held) {
                changes.add(new Activity.SegmentChange(key, holds, filled.contains(key)));
            }
            Instant next = Conditions.nextChange(segment.condition(), facts);
            if (next != null && next.isBefore(segment.until())) {
                dues.put(key, next.toEpochMilli());
            }
        }
        Membership after =
                new Membership(in, so.seen(), so.times(), dues, now.toEpochMilli(), known(activity, dues.isEmpty()));
        return new Told(after, with(activity, all, changes));
    }

    private static Knowledge known(Activity activity, boolean still) {
        return still
                ? Knowledge.NONE
                : new Knowledge(activity.traits(), activity.computed(), activity.consents(), activity.segments());
    }

    private static Activity with(Activity activity, Set<String> segments, List<Activity.SegmentChange> changes) {
        return new Activity(
                activity.id(),
                activity.profileId(),
                activity.at(),
                activity.cause(),
                activity.traits(),
                activity.computed(),
                activity.consents(),
                segments,
                changes);
    }

    private static ZoneId zone(Map<String, Object> traits, ZoneId otherwise) {
        ZoneId fallback = otherwise == null ? ZoneOffset.UTC : otherwise;
        try {
            return traits.get("timezone") instanceof String name ? ZoneId.of(name) : fallback;
        } catch (DateTimeException e) {
            return fallback;
        }
    }

    /** What a segment's condition can ask of a profile. */
    private final class Asked implements Facts {
        private final Membership so;
        private final Activity latest;
        private final Instant now;
        private final ZoneId zone;

        Asked(Membership so, Activity latest, Instant now, ZoneId zone) {
            this.so = so;
            this.latest = latest;
            this.now = now;
            this.zone = zone;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public ZoneId zone() {
            return zone;
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.TRAIT ? latest.traits() : Map.of();
        }

        @Override
        public boolean inSegment(String segment) {
            return latest.segments().contains(segment);
        }

        @Override
        public boolean consented(String channel, String purpose) {
            return Consents.granted(latest.consents(), channel, purpose);
        }

        @Override
        public long eventCount(EventCount asked) {
            Counter counter = counters.get(asked);
            return counter.forEver()
                    ? so.seen().getOrDefault(counter.key(), 0L)
                    : counter.within(so.times().getOrDefault(counter.key(), List.of()), now, zone);
        }

        @Override
        public Instant nextChange(EventCount asked) {
            Counter counter = counters.get(asked);
            return counter.nextChange(so.times().getOrDefault(counter.key(), List.of()), now, zone);
        }
    }
}
