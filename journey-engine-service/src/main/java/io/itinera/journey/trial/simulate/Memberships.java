package io.itinera.journey.trial.simulate;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import io.itinera.contracts.Activity;
import io.itinera.journey.definition.EventFacts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps the memberships of one profile in the segments that stand for a journey's conditions over event history, from what a scenario
 * tells: profile-service does so with the log. What happened before the scenario is not known; it begins with nothing.
 */
final class Memberships {

    private final Map<String, Condition> segments;
    private final ZoneId zone;
    private final List<Activity> history = new ArrayList<>();
    private final Set<String> in = new HashSet<>();
    private final TreeSet<Instant> looks = new TreeSet<>();

    /**
     * @param segments key and condition of each
     */
    Memberships(Map<String, Condition> segments, ZoneId zone) {
        this.segments = segments;
        this.zone = zone;
    }

    /** Memberships that hold before anything has happened, as a new segment is filled: nobody enters by that alone. */
    List<Activity.SegmentChange> begin(Activity nothing) {
        List<Activity.SegmentChange> filled = new ArrayList<>();
        segments.forEach((key, condition) -> {
            if (condition.test(new History(nothing))) {
                in.add(key);
                filled.add(new Activity.SegmentChange(key, true, true));
            }
        });
        return filled;
    }

    /** The activity with the memberships that it changes. */
    Activity after(Activity activity) {
        if (segments.isEmpty()) {
            return activity;
        }
        if (activity.cause() instanceof Activity.Tracked) {
            history.add(activity);
            segments.values().stream()
                    .flatMap(Conditions::leaves)
                    .filter(EventCount.class::isInstance)
                    .map(leaf -> ((EventCount) leaf).within())
                    .filter(span -> span != null)
                    .forEach(span -> looks.add(span.after(activity.at(), zone).plusMillis(1)));
        }
        List<Activity.SegmentChange> changes = new ArrayList<>(activity.segmentChanges());
        segments.forEach((key, condition) -> {
            boolean holds = condition.test(new History(activity));
            if (holds ? in.add(key) : in.remove(key)) {
                changes.add(new Activity.SegmentChange(key, holds));
            }
        });
        Set<String> all = new HashSet<>(activity.segments());
        all.addAll(in);
        return new Activity(
                activity.id(),
                activity.profileId(),
                activity.at(),
                activity.cause(),
                activity.traits(),
                activity.computed(),
                activity.consents(),
                Set.copyOf(all),
                List.copyOf(changes));
    }

    /** The next time after {@code now} at which a membership can change though nothing happens. */
    Optional<Instant> next(Instant now) {
        return Optional.ofNullable(looks.higher(now));
    }

    /** What a condition can ask about the life so far. */
    private final class History implements Facts {
        private final EventFacts present;

        History(Activity activity) {
            this.present = new EventFacts(activity, zone);
        }

        @Override
        public Instant now() {
            return present.now();
        }

        @Override
        public ZoneId zone() {
            return zone;
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.PROPERTY ? Map.of() : present.values(source);
        }

        @Override
        public Object value(Source source, Path path) {
            return source == Source.PROPERTY ? null : present.value(source, path);
        }

        @Override
        public boolean inSegment(String segment) {
            return in.contains(segment) || present.inSegment(segment);
        }

        @Override
        public boolean consented(String channel, String purpose) {
            return present.consented(channel, purpose);
        }

        @Override
        public long eventCount(EventCount asked) {
            Span within = asked.within();
            Instant from = within == null ? Instant.MIN : within.negated().after(now(), zone);
            return history.stream()
                    .filter(one -> !one.at().isBefore(from))
                    .filter(one -> asked.event().equals(((Activity.Tracked) one.cause()).name()))
                    .filter(one -> asked.where() == null || asked.where().test(new EventFacts(one, zone)))
                    .count();
        }
    }
}
