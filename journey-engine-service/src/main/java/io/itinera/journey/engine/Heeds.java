package io.itinera.journey.engine;

import io.itinera.journey.definition.Heed;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What of a customer's events can move the instances of one version of a journey.
 *
 * @param goals index keys of what its goals are reached by
 * @param steps what moves an instance that stands at a step: its exits, its goals, what re-routes it, and the step itself
 */
record Heeds(Set<String> goals, Map<String, Heed> steps) {

    static Heeds of(JourneyDefinition journey) {
        Set<String> goals = new HashSet<>();
        journey.goals().forEach(goal -> goals.add(goal.on().indexKey()));
        Set<String> anywhere = new HashSet<>(goals);
        boolean asksAlways = false;
        for (JourneyDefinition.Exit exit : journey.exits()) {
            // What an exit asks may have come to hold since it was asked last, as time has passed.
            asksAlways |= exit.when() != null;
            if (exit.on() != null) {
                anywhere.add(exit.on().indexKey());
            }
        }
        Map<String, Heed> steps = new HashMap<>();
        for (Map.Entry<String, Step> step : journey.steps().entrySet()) {
            Heed own = step.getValue().heeds();
            Set<String> keys = new HashSet<>(anywhere);
            keys.addAll(own.keys());
            journey.reroutes().stream()
                    .filter(reroute -> reroute.appliesAt(step.getKey()))
                    .forEach(reroute -> keys.add(reroute.on().indexKey()));
            steps.put(
                    step.getKey(),
                    asksAlways || own.everything()
                            ? Heed.EVERYTHING
                            : new Heed(false, own.settled(), Set.copyOf(keys)));
        }
        return new Heeds(Set.copyOf(goals), Map.copyOf(steps));
    }
}
