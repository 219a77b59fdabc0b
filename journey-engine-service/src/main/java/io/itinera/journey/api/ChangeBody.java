package io.itinera.journey.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.itinera.contracts.Wire;
import io.itinera.journey.catalog.Plan;
import io.itinera.journey.catalog.Remark;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The body of a change: {@code note} and {@code links} say why, other fields say what. It may be left out. */
final class ChangeBody {

    private static final int LONGEST_NOTE = 10_000;

    private final JsonNode json;

    private ChangeBody(JsonNode json) {
        this.json = json;
    }

    /**
     * @param body JSON, or nothing
     * @param known fields that it may have beside {@code note} and {@code links}
     * @throws ProblemException 400 when it cannot be read, 422 when it has other fields
     */
    static ChangeBody read(byte[] body, String... known) {
        JsonNode json;
        try {
            String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
            json = text.isBlank() ? JsonNodeFactory.instance.objectNode() : Wire.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "the body is not JSON");
        }
        if (!json.isObject()) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "the body is not a JSON object");
        }
        only(json, "", Set.of(known), Set.of("note", "links"));
        return new ChangeBody(json);
    }

    /** Why. */
    Remark remark() {
        String note = text("note", null);
        if (note != null && note.length() > LONGEST_NOTE) {
            throw ProblemException.invalid("/note", "is longer than " + LONGEST_NOTE + " characters");
        }
        List<String> links = new ArrayList<>();
        for (JsonNode link : json.path("links")) {
            if (!link.isTextual() || link.textValue().isBlank()) {
                throw ProblemException.invalid("/links/" + links.size(), "is not a text");
            }
            links.add(link.textValue());
        }
        return new Remark(note, links);
    }

    /** One of some words. */
    String word(String field, String otherwise, String... words) {
        String word = text(field, otherwise);
        if (word == null || !List.of(words).contains(word)) {
            throw ProblemException.invalid(
                    "/" + field, "is '%s', expected %s".formatted(word, String.join(" or ", words)));
        }
        return word;
    }

    String text(String field, String otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw ProblemException.invalid("/" + field, "is not a text");
        }
        return value.textValue();
    }

    double percent() {
        JsonNode percent = json.path("percent");
        if (!percent.isNumber() || percent.doubleValue() < 0 || percent.doubleValue() > 100) {
            throw ProblemException.invalid("/percent", "is not a number from 0 to 100");
        }
        return percent.doubleValue();
    }

    Instant time(String field) {
        String text = text(field, null);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(
                    "/" + field, "is '" + text + "', expected a time such as 2026-12-01T09:00:00Z");
        }
    }

    /** What is to become of those inside, or null where nothing is said. */
    Plan plan() {
        JsonNode plan = json.path("instances");
        if (plan.isMissingNode() || plan.isNull()) {
            return null;
        }
        if (!plan.isObject()) {
            throw ProblemException.invalid("/instances", "is not an object");
        }
        only(plan, "/instances", Set.of("mode", "from", "steps"), Set.of());
        return new Plan(mode(plan.path("mode")), from(plan.path("from")), steps(plan.path("steps")));
    }

    private static Plan.Mode mode(JsonNode mode) {
        try {
            return Plan.Mode.of(mode.asText());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/instances/mode", e.getMessage());
        }
    }

    private static List<Integer> from(JsonNode versions) {
        List<Integer> from = new ArrayList<>();
        for (JsonNode version : versions) {
            if (!version.isInt()) {
                throw ProblemException.invalid("/instances/from/" + from.size(), "is not the number of a version");
            }
            from.add(version.intValue());
        }
        return from;
    }

    private static Map<String, String> steps(JsonNode mapping) {
        Map<String, String> steps = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> step : mapping.properties()) {
            if (!step.getValue().isTextual() && !step.getValue().isNull()) {
                throw ProblemException.invalid(
                        "/instances/steps/" + step.getKey(), "is neither a step's key nor null for the end");
            }
            steps.put(step.getKey(), step.getValue().textValue());
        }
        return steps;
    }

    private static void only(JsonNode object, String pointer, Set<String> known, Set<String> always) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!known.contains(field.getKey()) && !always.contains(field.getKey())) {
                throw ProblemException.invalid(pointer + "/" + field.getKey(), "is not known here");
            }
        }
    }
}
