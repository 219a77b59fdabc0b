package io.itinera.journey.trial.check;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names that activities of late have used: as much of a tracking plan as the record itself knows.
 *
 * @param activities how many were looked at
 * @param events properties by event name
 * @param traits names of traits and computed traits
 */
record Vocabulary(int activities, Map<String, Set<String>> events, Set<String> traits) {

    /** The names in some activities. */
    static Vocabulary of(Collection<Activity> activities) {
        Map<String, Set<String>> events = new HashMap<>();
        Set<String> traits = new HashSet<>();
        for (Activity activity : activities) {
            traits.addAll(activity.traits().keySet());
            traits.addAll(activity.computed().keySet());
            if (activity.cause() instanceof Activity.Tracked tracked
                    && tracked.type() == EventType.TRACK
                    && tracked.name() != null) {
                events.computeIfAbsent(tracked.name(), _ -> new HashSet<>())
                        .addAll(tracked.properties().keySet());
            }
        }
        return new Vocabulary(activities.size(), events, traits);
    }
}
