package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.ReasonWord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Bookkeeping of goals, of live instances and of those that have ended. */
final class Goals {

    private Goals() {}

    /** Counts the goals that an activity reaches, each once per instance, by the event's own time. */
    static void count(Run run, Activity activity) {
        for (Traveller traveller : run.live()) {
            for (JourneyDefinition.Goal goal : traveller.journey().goals()) {
                if (!traveller.diary().goals().contains(goal.key())
                        && reached(goal, traveller.journey(), traveller.began().entry(), activity)) {
                    traveller.reached(
                            goal.key(),
                            detail(
                                    goal,
                                    activity,
                                    traveller.began().entry(),
                                    new Before(
                                            traveller.diary().goals(),
                                            traveller.diary().arms())));
                }
            }
        }
        for (int i = 0; i < run.watched().size(); i++) {
            run.watched().set(i, count(run, run.watched().get(i), activity));
        }
    }

    private static Watch count(Run run, Watch watch, Activity activity) {
        JourneyDefinition journey = run.definition(watch.journey(), watch.version());
        if (journey == null) {
            return watch;
        }
        Set<String> goals = new HashSet<>(watch.goals());
        long sequence = watch.sequence();
        for (JourneyDefinition.Goal goal : journey.goals()) {
            if (end(goal, journey, watch.entry(), zone(journey, activity)) != null
                    && !goals.contains(goal.key())
                    && reached(goal, journey, watch.entry(), activity)) {
                Map<String, Object> detail = detail(goal, activity, watch.entry(), new Before(goals, watch.arms()));
                goals.add(goal.key());
                run.record(
                        new JourneyRef(watch.journey(), watch.version(), watch.instance(), null),
                        sequence++,
                        Transition.Kind.GOAL,
                        new Run.Why(null, null, ReasonWord.REACHED.of(goal.key()), detail));
            }
        }
        return new Watch(
                watch.instance(),
                watch.journey(),
                watch.version(),
                watch.entry(),
                watch.until(),
                sequence,
                Set.copyOf(goals),
                watch.arms());
    }

    /** Goes on watching an instance that has ended, as long as one of its goals can be reached. */
    static void watch(Run run, Traveller traveller) {
        JourneyDefinition journey = traveller.journey();
        journey.goals().stream()
                .filter(goal -> !traveller.diary().goals().contains(goal.key()))
                .map(goal -> end(
                        goal,
                        journey,
                        traveller.began().entry(),
                        traveller.facts().zone()))
                .filter(end -> end != null && end.isAfter(run.now()))
                .max(Instant::compareTo)
                .ifPresent(until -> {
                    run.watched().add(traveller.watch(until));
                    run.effect(new Effect.SetTimer(timer(run.profileId(), traveller.watch(until))));
                });
    }

    static TimerId timer(String profileId, Watch watch) {
        return new TimerId(watch.until(), profileId, watch.journey(), watch.instance(), TimerId.GOAL_WATCH, 0);
    }

    private static boolean reached(
            JourneyDefinition.Goal goal, JourneyDefinition journey, Instance.Entered entry, Activity activity) {
        ZoneId zone = zone(journey, activity);
        if (!goal.on().happens(activity, zone)) {
            return false;
        }
        Instant occurred = occurredAt(activity);
        Instant end = end(goal, journey, entry, zone);
        return !occurred.isBefore(entry.occurredAt()) && (end == null || occurred.isBefore(end));
    }

    /** The first moment at which a goal no longer counts, or null where that is the end of the instance. */
    private static Instant end(
            JourneyDefinition.Goal goal, JourneyDefinition journey, Instance.Entered entry, ZoneId zone) {
        if (goal.within() != null) {
            return goal.within().after(entry.at(), zone);
        }
        return journey.maxDuration() == null ? null : journey.maxDuration().after(entry.at(), zone);
    }

    private static ZoneId zone(JourneyDefinition journey, Activity activity) {
        return journey.zoneFor(activity.traits().get("timezone"));
    }

    /** When it happened by its own timestamp. */
    static Instant occurredAt(Activity activity) {
        return activity.cause() instanceof Activity.Tracked tracked && tracked.occurredAt() != null
                ? tracked.occurredAt()
                : activity.at();
    }

    /**
     * What an instance had come to when it reached a goal.
     *
     * @param goals keys of the goals reached before
     * @param arms the arm drawn at each split
     */
    private record Before(Set<String> goals, Map<String, String> arms) {}

    private static Map<String, Object> detail(
            JourneyDefinition.Goal goal, Activity activity, Instance.Entered entry, Before before) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("activity", activity.id());
        detail.put("occurredAt", occurredAt(activity).toString());
        detail.put("enteredAt", entry.at().toString());
        detail.put("first", before.goals().isEmpty());
        detail.put("primary", goal.primary());
        Map<String, Object> properties = EventFacts.properties(activity);
        if (goal.value() != null && goal.value().in(properties) instanceof Number value) {
            detail.put("value", value);
        }
        if (goal.currency() != null) {
            detail.put("currency", goal.currency().in(properties) instanceof String currency ? currency : "");
        }
        if (!before.arms().isEmpty()) {
            detail.put("arms", Map.copyOf(before.arms()));
        }
        return detail;
    }
}
