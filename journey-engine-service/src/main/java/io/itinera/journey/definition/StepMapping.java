package io.itinera.journey.definition;

import io.itinera.conditions.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which step of a new version stands for which step of an earlier one. A step that is not named stands for itself, where the new
 * version has it.
 *
 * @param follow where a step has no counterpart: true to stay until there is one, false to leave the journey
 * @param steps counterpart in the new version by step of the earlier ones
 * @param ends steps of the earlier versions whose instances leave the journey
 */
public record StepMapping(boolean follow, Map<String, String> steps, Set<String> ends) {

    /** Everyone goes to the step of the same key; who stands at one that is gone, or is another kind of step now, stays. */
    public static final StepMapping FOLLOW = new StepMapping(true, Map.of(), Set.of());

    public StepMapping {
        steps = Map.copyOf(steps);
        ends = Set.copyOf(ends);
    }

    /**
     * Where an instance goes. A wait goes on at a wait for a thing of the same kind (a duration, a clock time, a date, an event, a
     * condition); a step that has asked for something goes on where it is the same step. Every other step is done anew; who follows
     * comes to such a step only where it is named.
     *
     * @param step where it stands in {@code from}
     */
    public Placement place(JourneyDefinition from, JourneyDefinition to, String step) {
        if (ends.contains(step)) {
            return new Placement.Leaves("mapped-to-end");
        }
        String counterpart = steps.getOrDefault(step, step);
        Step there = to.steps().get(counterpart);
        if (there == null) {
            return follow ? new Placement.Stays("no-such-step") : new Placement.Leaves("no-such-step");
        }
        Step here = from.steps().get(step);
        if (here != null && there.continues(here, step.equals(counterpart))) {
            return new Placement.Keeps(counterpart);
        }
        return follow && !steps.containsKey(step)
                ? new Placement.Stays("step-changed")
                : new Placement.Anew(counterpart);
    }

    /**
     * What is wrong with the mapping between these versions: names of steps that are not there.
     *
     * @param pointer where the mapping's steps are in its document
     */
    public List<Finding> check(List<JourneyDefinition> from, JourneyDefinition to, String pointer) {
        List<Finding> findings = new ArrayList<>();
        steps.forEach((step, counterpart) -> {
            String at = pointer + "/" + Conditions.escape(step);
            if (from.stream().noneMatch(v -> v.steps().containsKey(step))) {
                findings.add(Finding.error(at, "is a step of none of the versions that are left"));
            }
            if (!to.steps().containsKey(counterpart)) {
                findings.add(Finding.error(at, "is '" + counterpart + "', and the new version has no such step"));
            }
        });
        ends.stream()
                .filter(step -> from.stream().noneMatch(v -> v.steps().containsKey(step)))
                .forEach(step -> findings.add(Finding.error(
                        pointer + "/" + Conditions.escape(step), "is a step of none of the versions that are left")));
        return findings;
    }
}
