package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.map;

import io.itinera.contracts.Activity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether an activity is what a journey listens for. */
final class ReferenceTriggers {

    private ReferenceTriggers() {}

    /** For waits and exits: it is that, or it became known that it has been. */
    static boolean met(Map<String, Object> trigger, Activity activity, ZoneId zone) {
        Activity.SegmentChange change = change(trigger);
        if (change != null) {
            return activity.segmentChanges().stream()
                    .anyMatch(c -> c.segment().equals(change.segment()) && c.entered() == change.entered());
        }
        return activity.cause() instanceof Activity.Tracked tracked
                && tracked.type().wire().equals(trigger.getOrDefault("type", "track"))
                && (!trigger.containsKey("event") || trigger.get("event").equals(tracked.name()))
                && (!trigger.containsKey("where")
                        || ReferenceConditions.holds(map(trigger.get("where")), known(activity, zone)));
    }

    /** For entries and goals: it is that, and newly so. */
    static boolean newly(Map<String, Object> trigger, Activity activity, ZoneId zone) {
        Activity.SegmentChange change = change(trigger);
        if (change == null) {
            return met(trigger, activity, zone);
        }
        boolean onlyKnown = activity.cause() instanceof Activity.MergedIn
                || activity.cause() instanceof Activity.SegmentsChanged(var why)
                        && why != Activity.SegmentsChanged.Why.TIME;
        return !onlyKnown && activity.segmentChanges().contains(change);
    }

    /** The membership whose change is listened for; a number of events is one, too. Null for what is none. */
    private static Activity.SegmentChange change(Map<String, Object> trigger) {
        if (trigger.containsKey("segment")) {
            return new Activity.SegmentChange((String) trigger.get("segment"), !"left".equals(trigger.get("is")));
        }
        return trigger.containsKey("count") || trigger.containsKey("within")
                ? new Activity.SegmentChange(ReferenceConditions.history(trigger), true)
                : null;
    }

    /** What a condition about an activity can ask. */
    static ReferenceConditions.Known known(Activity activity, ZoneId zone) {
        Map<String, Object> event = properties(activity);
        return new ReferenceConditions.Known(
                activity.at(), zone, World.Facts.of(activity), event, event, Map.of(), Set.of(), Map.of());
    }

    static Map<String, Object> properties(Activity activity) {
        return activity.cause() instanceof Activity.Tracked tracked ? tracked.properties() : Map.of();
    }

    /** Told for the record: nobody enters or goes on by it. */
    static boolean isForTheRecord(Activity activity) {
        return activity.cause() instanceof Activity.Tracked tracked
                && Boolean.FALSE.equals(
                        ReferenceConditions.map(tracked.context().get("itinera"))
                                .get("journeys"));
    }

    /** When it happened by its own timestamp. */
    static Instant occurredAt(Activity activity) {
        return activity.cause() instanceof Activity.Tracked tracked && tracked.occurredAt() != null
                ? tracked.occurredAt()
                : activity.at();
    }

    /** What is true of a message that has come to these: a click tells that it was opened, and that it came to be sent at all. */
    static boolean isMessage(Set<String> statuses, String asked) {
        List<String> way = List.of("clicked", "opened", "delivered", "sent");
        return statuses.contains(asked)
                || way.contains(asked)
                        && way.subList(0, way.indexOf(asked)).stream().anyMatch(statuses::contains);
    }
}
