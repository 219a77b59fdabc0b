package io.itinera.journey.trial.simulate;

import io.itinera.contracts.Transition;
import io.itinera.journey.definition.JourneyDefinition;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What traces reached of a journey.
 *
 * @param steps steps that an instance came to
 * @param stepsMissed steps that none came to
 * @param ways ways from a step to the next that were taken, as {@code from > to}, and reroutes, as {@code reroute:key > to}
 * @param waysMissed ways that were not taken
 * @param exits exit rules that ended an instance
 * @param exitsMissed exit rules that ended none
 * @param goals goals reached
 * @param goalsMissed goals not reached
 */
public record Coverage(
        Set<String> steps,
        Set<String> stepsMissed,
        Set<String> ways,
        Set<String> waysMissed,
        Set<String> exits,
        Set<String> exitsMissed,
        Set<String> goals,
        Set<String> goalsMissed) {

    /** The coverage of some traces of the journey. */
    public static Coverage of(JourneyDefinition journey, Collection<Trace> traces) {
        Set<String> allWays = new LinkedHashSet<>();
        journey.steps().forEach((key, step) -> step.targets().forEach(t -> allWays.add(key + " > " + t.step())));
        journey.reroutes().forEach(r -> allWays.add("reroute:" + r.key() + " > " + r.next()));
        Set<String> ways = new LinkedHashSet<>();
        Set<String> steps = new LinkedHashSet<>();
        Set<String> exits = new LinkedHashSet<>();
        Set<String> goals = new LinkedHashSet<>();
        for (Trace trace : traces) {
            for (Trace.Way way : trace.ways()) {
                steps.addAll(way.path());
                goals.addAll(way.goals());
            }
            transitions(trace).forEach(t -> {
                if (t.kind() == Transition.Kind.MOVED && t.next() != null) {
                    boolean rerouted = t.reason().startsWith("reroute:");
                    ways.add((rerouted ? t.reason() : t.journey().step()) + " > " + t.next());
                } else if (t.kind() == Transition.Kind.EXITED && t.reason().startsWith("exit:")) {
                    exits.add(t.reason().substring("exit:".length()));
                }
            });
        }
        ways.retainAll(allWays);
        Set<String> allExits = new LinkedHashSet<>();
        journey.exits().forEach(exit -> allExits.add(exit.key()));
        Set<String> allGoals = new LinkedHashSet<>();
        journey.goals().forEach(goal -> allGoals.add(goal.key()));
        return new Coverage(
                steps,
                without(journey.steps().keySet(), steps),
                ways,
                without(allWays, ways),
                exits,
                without(allExits, exits),
                goals,
                without(allGoals, goals));
    }

    private static List<Transition> transitions(Trace trace) {
        return trace.beats().stream()
                .flatMap(beat -> beat.transitions().stream())
                .filter(t -> t.journey().journey().equals(trace.journey()))
                .toList();
    }

    private static Set<String> without(Set<String> all, Set<String> reached) {
        Set<String> missed = new LinkedHashSet<>(all);
        missed.removeAll(reached);
        return missed;
    }
}
