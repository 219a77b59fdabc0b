package io.itinera.journey.trial.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a definition refers to outside of itself, with the place of each.
 *
 * @param events events that must happen
 * @param traits traits that conditions and dates ask for, by their first name
 * @param properties properties that the {@code where} of an event asks for
 * @param segments segments that triggers, conditions and rollouts name
 * @param messages messages that steps ask for, fallbacks included
 * @param journeys other journeys that steps name
 */
record References(
        List<Ref> events,
        List<Ref> traits,
        List<Property> properties,
        List<Ref> segments,
        List<Message> messages,
        List<Ref> journeys) {

    private static final Pattern STEP = Pattern.compile("/steps/[^/]+");

    /** Fields whose content is data for others and refers to nothing. */
    private static final Set<String> DATA =
            Set.of("set", "increment", "append", "remove", "properties", "context", "body", "headers", "data");

    /** A name at a place. */
    record Ref(String name, String pointer) {}

    /** A property of an event. */
    record Property(String event, String name, String pointer) {}

    /**
     * A message.
     *
     * @param purpose null for a fallback, whose purpose is its step's
     */
    record Message(String step, String channel, String template, String purpose, String pointer) {}

    static References of(JsonNode definition) {
        References found = new References(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        found.walk(definition, "", null);
        definition
                .path("entry")
                .path("rollout")
                .path("always")
                .forEach(segment -> found.segments.add(new Ref(segment.asText(), "/entry/rollout/always")));
        definition.path("steps").properties().forEach(step -> found.step(step.getKey(), step.getValue()));
        return found;
    }

    private void walk(JsonNode node, String pointer, String event) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, event);
            }
            return;
        }
        // A step's own event is one that it puts on the stream; what it listens for is further in.
        boolean isStep = STEP.matcher(pointer).matches();
        String happened = isStep ? null : text(node, "event");
        boolean tracked = !node.has("type") || "track".equals(node.path("type").asText());
        if (happened != null && tracked) {
            events.add(new Ref(happened, pointer + "/event"));
        }
        if (text(node, "trait") != null) {
            traits.add(new Ref(first(text(node, "trait")), pointer + "/trait"));
        }
        if (text(node, "segment") != null) {
            segments.add(new Ref(text(node, "segment"), pointer + "/segment"));
        }
        if (event != null && text(node, "property") != null) {
            properties.add(new Property(event, first(text(node, "property")), pointer + "/property"));
        }
        node.properties().forEach(field -> {
            if (!DATA.contains(field.getKey())) {
                String within = "where".equals(field.getKey()) ? happened : event;
                walk(field.getValue(), pointer + "/" + Conditions.escape(field.getKey()), within);
            }
        });
    }

    private void step(String key, JsonNode step) {
        String at = "/steps/" + Conditions.escape(key);
        if (text(step, "journey") != null) {
            journeys.add(new Ref(text(step, "journey"), at + "/journey"));
        }
        for (int i = 0; i < step.path("journey").size(); i++) {
            journeys.add(new Ref(step.path("journey").get(i).asText(), at + "/journey/" + i));
        }
        if (text(step, "template") == null) {
            return;
        }
        messages.add(new Message(key, text(step, "channel"), text(step, "template"), text(step, "purpose"), at));
        for (int i = 0; i < step.path("fallback").size(); i++) {
            JsonNode fallback = step.path("fallback").get(i);
            messages.add(new Message(
                    key, text(fallback, "channel"), text(fallback, "template"), null, at + "/fallback/" + i));
        }
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.path(field).textValue() : null;
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
