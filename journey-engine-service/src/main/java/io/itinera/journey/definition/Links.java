package io.itinera.journey.definition;

import io.itinera.conditions.Conditions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a definition that breaks the schema leads, as far as it can be read: its author hears at once of steps that are not there, and
 * not only when the rest is mended. A part in which the schema finds something wrong is passed over.
 */
final class Links {

    private static final String UNKNOWN_STEP = "unknown-step";

    private final List<Finding> structure;
    private final Reading reading = new Reading(0);
    private final Set<?> steps;

    private Links(Map<?, ?> steps, List<Finding> structure) {
        this.steps = steps.keySet();
        this.structure = structure;
    }

    /**
     * What is wrong beside what the schema finds.
     *
     * @param json the definition as plain data
     * @param structure what the schema finds
     */
    static List<Finding> check(Object json, List<Finding> structure) {
        if (!(json instanceof Map<?, ?> journey) || !(journey.get("steps") instanceof Map<?, ?> steps)) {
            return List.of();
        }
        Links links = new Links(steps, structure);
        links.to("/start", journey.get("start"));
        steps.forEach((key, step) -> links.step("/steps/" + Conditions.escape(String.valueOf(key)), step));
        if (journey.get("reroutes") instanceof List<?> reroutes) {
            for (int i = 0; i < reroutes.size(); i++) {
                links.reroute("/reroutes/" + i, reroutes.get(i));
            }
        }
        return links.reading.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
    }

    private void step(String pointer, Object json) {
        if (isSound(pointer) && json instanceof Map<?, ?> fields) {
            Step.TYPES.stream()
                    .filter(type -> type.name().equals(fields.get("type")))
                    .findFirst()
                    .map(type -> type.reader().apply(new Fields(json, pointer, reading)))
                    .ifPresent(step -> step.targets().forEach(target -> to(pointer + target.field(), target.step())));
        }
    }

    private void reroute(String pointer, Object json) {
        if (isSound(pointer) && json instanceof Map<?, ?> reroute) {
            to(pointer + "/next", reroute.get("next"));
            List<?> from = reroute.get("from") instanceof List<?> several ? several : List.of();
            from.forEach(step -> to(pointer + "/from", step));
            to(pointer + "/from", reroute.get("from"));
        }
    }

    private boolean isSound(String pointer) {
        return structure.stream()
                .map(Finding::pointer)
                .noneMatch(at -> at.equals(pointer) || at.startsWith(pointer + "/"));
    }

    private void to(String pointer, Object step) {
        if (step instanceof String key && !key.isEmpty() && !steps.contains(key)) {
            reading.error(pointer, UNKNOWN_STEP, "is '" + key + "', and there is no such step");
        }
    }
}
