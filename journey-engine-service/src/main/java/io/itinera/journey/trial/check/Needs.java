package io.itinera.journey.trial.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must be there before a journey does anything, in the order of names; messages in the order in which its steps send them.
 *
 * @param events events that must come in
 * @param traits traits that conditions, dates and tasks look at
 * @param scores scores that conditions ask for
 * @param segments segments that must be defined
 * @param messages message templates that channel-service must have, each with its channel and purpose
 * @param endpoints endpoints that webhooks call
 * @param journeys other journeys that it lets profiles enter
 */
public record Needs(
        SortedSet<String> events,
        SortedSet<String> traits,
        SortedSet<String> scores,
        SortedSet<String> segments,
        List<Message> messages,
        SortedSet<String> endpoints,
        SortedSet<String> journeys) {

    /** A message template, and what it is sent for. */
    public record Message(String template, String channel, String purpose) {}

    /** What a definition needs. */
    public static Needs of(JsonNode definition) {
        Needs needs = new Needs(
                new TreeSet<>(),
                new TreeSet<>(),
                scores(definition),
                new TreeSet<>(),
                messages(definition),
                new TreeSet<>(),
                new TreeSet<>());
        for (WhereUsed.Use use : WhereUsed.in(definition, null)) {
            needs.add(use.kind(), use.name());
        }
        definition.path("steps").forEach(step -> {
            if ("task".equals(step.path("type").asText())) {
                JsonNode traits = step.path("traits");
                if (traits.isTextual()) {
                    needs.traits.add(first(traits.textValue()));
                }
                traits.forEach(trait -> needs.traits.add(first(trait.asText())));
            }
        });
        return needs;
    }

    private void add(String kind, String name) {
        switch (kind) {
            case "event" -> events.add(name);
            case "trait" -> traits.add(name);
            case "segment" -> segments.add(name);
            case "endpoint" -> endpoints.add(name);
            case "journey" -> journeys.add(name);
            default -> {
                // A message tells its template, channel and purpose together.
            }
        }
    }

    private static List<Message> messages(JsonNode definition) {
        Map<String, String> purposes = new LinkedHashMap<>();
        List<References.Message> sent = References.of(definition).messages();
        sent.stream().filter(m -> m.purpose() != null).forEach(m -> purposes.put(m.step(), m.purpose()));
        return sent.stream()
                .map(m -> new Message(m.template(), m.channel(), purposes.get(m.step())))
                .distinct()
                .toList();
    }

    private static SortedSet<String> scores(JsonNode definition) {
        return definition.findValues("score").stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
