package io.itinera.journey.trial.membership;

import io.itinera.conditions.Condition;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.contracts.Activity;
import io.itinera.contracts.Consents;
import io.itinera.contracts.EventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A life the plain way: all that happened is there, and each condition is asked anew, as profile-service's own check of its memberships
 * does it. No bound, no memory.
 *
 * @param lived what happened so far, the latest last
 * @param home zone where the profile says none
 */
record PlainLife(List<Activity> lived, ZoneId home) {

    boolean holds(Condition condition, Instant now) {
        return condition.test(new AsOf(lived, home, now));
    }

    private record AsOf(List<Activity> lived, ZoneId home, Instant now) implements Facts {

        @Override
        public ZoneId zone() {
            return zone(lived.getLast(), home);
        }

        private static ZoneId zone(Activity activity, ZoneId home) {
            try {
                return activity.traits().get("timezone") instanceof String name ? ZoneId.of(name) : home;
            } catch (DateTimeException e) {
                return home;
            }
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.TRAIT ? lived.getLast().traits() : Map.of();
        }

        @Override
        public boolean inSegment(String segment) {
            return lived.getLast().segments().contains(segment);
        }

        @Override
        public boolean consented(String channel, String purpose) {
            return Consents.granted(lived.getLast().consents(), channel, purpose);
        }

        @Override
        public long eventCount(EventCount asked) {
            return lived.stream()
                    .filter(one -> one.cause() instanceof Activity.Tracked tracked
                            && tracked.type() != EventType.IDENTIFY
                            && asked.event().equals(tracked.name())
                            && (asked.within() == null
                                    || asked.within()
                                            .after(when(one, tracked), zone())
                                            .isAfter(now))
                            && (asked.where() == null || asked.where().test(new OfEvent(one, tracked, home))))
                    .count();
        }

        private static Instant when(Activity activity, Activity.Tracked tracked) {
            return tracked.occurredAt() == null || tracked.occurredAt().isAfter(activity.at())
                    ? activity.at()
                    : tracked.occurredAt();
        }
    }

    private record OfEvent(Activity activity, Activity.Tracked tracked, ZoneId home) implements Facts {

        @Override
        public Instant now() {
            return activity.at();
        }

        @Override
        public ZoneId zone() {
            return AsOf.zone(activity, home);
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.PROPERTY ? tracked.properties() : Map.of();
        }

        @Override
        public Object value(Source source, Path path) {
            Object value = path.in(values(source));
            return value == null
                            && path.tail() != null
                            && path.segments().getFirst().equals("event")
                    ? path.tail().in(values(source))
                    : value;
        }
    }
}
