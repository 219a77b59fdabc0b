package io.itinera.journey.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.itinera.journey.exchange.JourneyFile;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gives the events of a journey and of its scenarios other names: those under which they come in here.
 *
 * @param names the new name by that of the template; events that are not there keep theirs
 */
record EventNames(Map<String, String> names) {

    private static final String EVENT = "event";

    /** Fields whose content is data for others: a field of it that is called event names none. */
    private static final Set<String> DATA =
            Set.of("set", "increment", "append", "remove", "properties", "context", "body", "query");

    /** The file with the new names. */
    JourneyFile in(JourneyFile file) {
        JsonNode definition = file.definition().deepCopy();
        walk(definition);
        SortedMap<String, JsonNode> scenarios = new TreeMap<>();
        file.scenarios().byName().forEach((name, scenario) -> {
            JsonNode copy = scenario.deepCopy();
            copy.path("events").forEach(this::rename);
            scenarios.put(name, copy);
        });
        return new JourneyFile(definition, new ScenarioSet(scenarios));
    }

    private void walk(JsonNode node) {
        rename(node);
        if (node.isArray()) {
            node.forEach(this::walk);
        }
        node.properties().forEach(field -> {
            if (!DATA.contains(field.getKey())) {
                walk(field.getValue());
            }
        });
    }

    private void rename(JsonNode node) {
        if (node instanceof ObjectNode object && object.path(EVENT).isTextual()) {
            String name = object.path(EVENT).textValue();
            object.set(EVENT, TextNode.valueOf(names.getOrDefault(name, name)));
        }
    }
}
