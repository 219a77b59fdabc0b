package io.itinera.journey.diff;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Step;
import io.itinera.journey.diff.JourneyDiff.FieldChange;
import io.itinera.journey.diff.JourneyDiff.StepChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the steps of two definitions. A step that went and one that came are the same step under another key where they say the
 * same, and no other pair does.
 */
final class StepDiff {

    private final Map<String, JsonNode> was;
    private final Map<String, JsonNode> is;
    private final JourneyDefinition before;
    private final JourneyDefinition after;
    /** Key now by key before, of every step that is still there. */
    private final Map<String, String> names = new LinkedHashMap<>();

    StepDiff(JsonNode before, JsonNode after) {
        this.before = JourneyDefinitions.read(before);
        this.after = JourneyDefinitions.read(after);
        this.was = steps(before);
        this.is = steps(after);
        was.keySet().stream().filter(is::containsKey).forEach(key -> names.put(key, key));
        renames();
    }

    private static Map<String, JsonNode> steps(JsonNode journey) {
        Map<String, JsonNode> steps = new LinkedHashMap<>();
        journey.get("steps").properties().forEach(step -> steps.put(step.getKey(), step.getValue()));
        return steps;
    }

    List<StepChange> changes() {
        List<StepChange> changes = new ArrayList<>();
        Map<String, String> formerly = new HashMap<>();
        names.forEach((old, now) -> formerly.put(now, old));
        for (String key : is.keySet()) {
            String old = formerly.get(key);
            if (old == null) {
                changes.add(new StepChange(
                        key, "added", null, List.of(), "%s, a %s step, is new".formatted(key, type(after, key))));
            } else {
                stays(old, key, changes);
            }
        }
        for (String key : was.keySet()) {
            if (!names.containsKey(key)) {
                changes.add(new StepChange(
                        key, "removed", null, List.of(), "%s, a %s step, is gone".formatted(key, type(before, key))));
            }
        }
        return changes;
    }

    private void stays(String old, String key, List<StepChange> changes) {
        List<FieldChange> fields = FieldDiff.fields(withNewNames(old), is.get(key), List.of());
        if (!old.equals(key)) {
            changes.add(new StepChange(key, "renamed", old, fields, "%s is called %s now".formatted(old, key)));
        } else if (!fields.isEmpty()) {
            boolean moved = content(before, was, old).equals(content(after, is, key))
                    && !leadingTo(before, old, names).equals(leadingTo(after, key, Map.of()));
            changes.add(new StepChange(
                    key,
                    moved ? "moved" : "changed",
                    null,
                    fields,
                    moved
                            ? "%s stands at another place: %s".formatted(key, words(fields))
                            : "%s: %s".formatted(key, words(fields))));
        }
    }

    private static String words(List<FieldChange> fields) {
        return String.join("; ", fields.stream().map(FieldChange::words).toList());
    }

    private void renames() {
        List<String> gone =
                was.keySet().stream().filter(k -> !is.containsKey(k)).toList();
        List<String> come =
                is.keySet().stream().filter(k -> !was.containsKey(k)).toList();
        for (String old : gone) {
            JsonNode content = content(before, was, old);
            List<String> alike = come.stream()
                    .filter(k -> content(after, is, k).equals(content))
                    .toList();
            long rivals = gone.stream()
                    .filter(k -> content(before, was, k).equals(content))
                    .count();
            if (alike.size() == 1 && rivals == 1) {
                names.put(old, alike.getFirst());
            }
        }
    }

    /** What a step says, without where it leads. */
    private static JsonNode content(JourneyDefinition journey, Map<String, JsonNode> steps, String key) {
        JsonNode content = steps.get(key).deepCopy();
        for (Step.Target target : journey.steps().get(key).targets()) {
            JsonPointer at = JsonPointer.compile(target.field());
            if (content.at(at.head()) instanceof ObjectNode holder) {
                holder.remove(at.last().getMatchingProperty());
            }
        }
        return content;
    }

    /** The step as it was, leading to steps by the names that they have now, so that another's new name is no change of it. */
    private JsonNode withNewNames(String old) {
        JsonNode step = was.get(old).deepCopy();
        for (Step.Target target : before.steps().get(old).targets()) {
            JsonPointer at = JsonPointer.compile(target.field());
            String name = names.get(target.step());
            if (name != null && step.at(at).isTextual() && step.at(at.head()) instanceof ObjectNode holder) {
                holder.put(at.last().getMatchingProperty(), name);
            }
        }
        return step;
    }

    private static Set<String> leadingTo(JourneyDefinition journey, String key, Map<String, String> names) {
        Set<String> leading = new HashSet<>();
        journey.steps().forEach((step, definition) -> {
            if (definition.targets().stream().anyMatch(t -> t.step().equals(key))) {
                leading.add(names.getOrDefault(step, step));
            }
        });
        return leading;
    }

    private static String type(JourneyDefinition journey, String key) {
        return journey.steps().get(key).type();
    }
}
