package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Derived;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Explanation;
import io.itinera.conditions.Words;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Something that can happen to a profile and that a journey listens for. */
public sealed interface Trigger {

    /** Whether the activity is that, in the zone of the profile. */
    boolean matches(Activity activity, ZoneId zone);

    /** What the activity said that matters here, to explain a decision. */
    Map<String, Object> detail(Activity activity, ZoneId zone);

    /** What happens, in plain English: a clause such as {@code “Order Completed” happens}. */
    String describe();

    /** How close the activity comes to being that, to explain why nothing came of it. */
    default Closeness closeness(Activity activity, ZoneId zone) {
        if (happens(activity, zone)) {
            return new Closeness.Same();
        }
        return matches(activity, zone) ? new Closeness.Known() : new Closeness.Other();
    }

    /** How close an activity comes to what is listened for. */
    sealed interface Closeness {
        /** It is that. */
        record Same() implements Closeness {}

        /** It would be that, if its condition held. */
        record But(Explanation where) implements Closeness {}

        /** It has been so before, and only became known with it. */
        record Known() implements Closeness {}

        /** It is something else. */
        record Other() implements Closeness {}
    }

    /** Name by which an index finds the journeys that listen. */
    String indexKey();

    /**
     * Whether the activity is that, and newly so: what an entry or a goal asks. Other than {@link #matches} it is not met by a membership
     * that only became known, since a segment was filled or two profiles of one customer were merged.
     */
    default boolean happens(Activity activity, ZoneId zone) {
        return matches(activity, zone);
    }

    /**
     * The customer did something.
     *
     * @param type the tracking call
     * @param name name of the event, page or screen; null for any name
     * @param where what its properties must be, or null
     */
    record Happened(EventType type, String name, Condition where) implements Trigger {

        @Override
        public boolean matches(Activity activity, ZoneId zone) {
            return activity.cause() instanceof Activity.Tracked tracked
                    && tracked.type() == type
                    && (name == null || name.equals(tracked.name()))
                    && (where == null || where.test(new EventFacts(activity, zone)));
        }

        @Override
        public Map<String, Object> detail(Activity activity, ZoneId zone) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("activity", activity.id());
            if (activity.cause() instanceof Activity.Tracked tracked) {
                detail.put("event", tracked.name() == null ? type.wire() : tracked.name());
            }
            if (where != null) {
                detail.put(
                        "where", where.explain(new EventFacts(activity, zone)).toMap());
            }
            return detail;
        }

        @Override
        public String indexKey() {
            return key(type, name);
        }

        @Override
        public String describe() {
            return occurs() + (where == null ? "" : " where " + where.describe());
        }

        @Override
        public Closeness closeness(Activity activity, ZoneId zone) {
            boolean same = activity.cause() instanceof Activity.Tracked tracked
                    && tracked.type() == type
                    && (name == null || name.equals(tracked.name()));
            if (!same) {
                return new Closeness.Other();
            }
            return matches(activity, zone)
                    ? new Closeness.Same()
                    : new Closeness.But(where.explain(new EventFacts(activity, zone)));
        }

        private String occurs() {
            return switch (type) {
                case TRACK -> name == null ? "any event happens" : Words.quoted(name) + " happens";
                case PAGE -> (name == null ? "any page" : "page " + Words.quoted(name)) + " is viewed";
                case SCREEN -> (name == null ? "any screen" : "screen " + Words.quoted(name)) + " is viewed";
                case IDENTIFY -> "the profile is identified";
                case GROUP -> "the profile joins an account";
                case ALIAS -> "the profile gets another user id";
            };
        }

        private static String key(EventType type, String name) {
            return name == null ? type.wire() : type.wire() + ":" + name;
        }
    }

    /** The profile entered or left a segment. */
    record SegmentChanged(String segment, boolean entered) implements Trigger {

        @Override
        public boolean matches(Activity activity, ZoneId zone) {
            return activity.segmentChanges().stream().anyMatch(this::isThis);
        }

        @Override
        public boolean happens(Activity activity, ZoneId zone) {
            return !known(activity.cause())
                    && activity.segmentChanges().stream().anyMatch(c -> isThis(c) && !c.backfilled());
        }

        private boolean isThis(Activity.SegmentChange change) {
            return change.segment().equals(segment) && change.entered() == entered;
        }

        private static boolean known(Activity.Cause cause) {
            return cause instanceof Activity.MergedIn
                    || cause instanceof Activity.SegmentsChanged(var why) && why != Activity.SegmentsChanged.Why.TIME;
        }

        @Override
        public Map<String, Object> detail(Activity activity, ZoneId zone) {
            return Map.of("activity", activity.id(), "segment", segment, "change", entered ? "entered" : "left");
        }

        @Override
        public String indexKey() {
            return key(new Activity.SegmentChange(segment, entered));
        }

        @Override
        public String describe() {
            return "the profile " + (entered ? "enters" : "leaves") + " segment " + segment;
        }

        private static String key(Activity.SegmentChange change) {
            return (change.entered() ? "entered:" : "left:") + change.segment();
        }
    }

    /** Nothing that happens: the API asks for each entry. */
    record Asked() implements Trigger {

        @Override
        public boolean matches(Activity activity, ZoneId zone) {
            return false;
        }

        @Override
        public Map<String, Object> detail(Activity activity, ZoneId zone) {
            return Map.of();
        }

        @Override
        public String indexKey() {
            return "api";
        }

        @Override
        public String describe() {
            return "the API asks for it";
        }
    }

    /**
     * The profile did something so often: it entered the segment that stands for the count.
     *
     * @param count over event history
     */
    record Counted(Derived count) implements Trigger {

        private SegmentChanged change() {
            return new SegmentChanged(count.segment(), true);
        }

        @Override
        public boolean matches(Activity activity, ZoneId zone) {
            return change().matches(activity, zone);
        }

        @Override
        public boolean happens(Activity activity, ZoneId zone) {
            return change().happens(activity, zone);
        }

        @Override
        public Map<String, Object> detail(Activity activity, ZoneId zone) {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("activity", activity.id());
            if (count.asked() instanceof EventCount asked) {
                detail.put("event", asked.event());
            }
            detail.put("where", count.explain(new EventFacts(activity, zone)).toMap());
            return detail;
        }

        @Override
        public String indexKey() {
            return change().indexKey();
        }

        @Override
        public String describe() {
            return count.describe();
        }

        /** What is counted comes close, as long as there are too few, or too many, of it. */
        @Override
        public Closeness closeness(Activity activity, ZoneId zone) {
            boolean counted = count.asked() instanceof EventCount asked
                    && activity.cause() instanceof Activity.Tracked tracked
                    && asked.event().equals(tracked.name())
                    && (asked.where() == null || asked.where().test(new EventFacts(activity, zone)));
            if (!counted || matches(activity, zone)) {
                return Trigger.super.closeness(activity, zone);
            }
            Explanation why = count.explain(new EventFacts(activity, zone));
            return why.verdict() ? new Closeness.Known() : new Closeness.But(why);
        }
    }

    /**
     * A time comes for a profile that qualifies. No activity is that; the engine listens for who begins to qualify, and sets a timer.
     *
     * @param timetable when
     * @param inJourneyZone true when the times are those of the journey's zone, and not of the profile's
     * @param members who qualifies
     */
    record Timed(Timetable timetable, boolean inJourneyZone, Derived members) implements Trigger {

        @Override
        public boolean matches(Activity activity, ZoneId zone) {
            return false;
        }

        @Override
        public Map<String, Object> detail(Activity activity, ZoneId zone) {
            Map<String, Object> detail = new LinkedHashMap<>(timetable.detail());
            detail.put("zone", zone.getId());
            return detail;
        }

        @Override
        public String indexKey() {
            return new SegmentChanged(members.segment(), true).indexKey();
        }

        @Override
        public String describe() {
            return timetable.describe() + (inJourneyZone ? ", on the journey's clock" : ", on the profile's own clock");
        }
    }

    /** Keys under which triggers that an activity can match are indexed: its name, its type, and each segment that it changed. */
    static List<String> indexKeys(Activity activity) {
        List<String> keys = new ArrayList<>();
        if (activity.cause() instanceof Activity.Tracked tracked) {
            keys.add(Happened.key(tracked.type(), null));
            if (tracked.name() != null) {
                keys.add(Happened.key(tracked.type(), tracked.name()));
            }
        }
        activity.segmentChanges().forEach(change -> keys.add(SegmentChanged.key(change)));
        return keys;
    }
}
