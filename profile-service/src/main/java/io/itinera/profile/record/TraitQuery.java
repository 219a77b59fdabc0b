package io.itinera.profile.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.itinera.contracts.Wire;
import io.itinera.problems.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A search for profiles by one trait. Members of nested traits are separated by dots. A value that reads as a JSON number or
 * boolean finds both the typed value and the same text; a value in double quotes finds text only.
 *
 * @param condition SQL condition
 * @param parameters its named parameters
 */
record TraitQuery(String condition, Map<String, Object> parameters) {

    /**
     * @param trait path of the trait
     * @param op {@code eq}, {@code prefix} or {@code exists}
     * @param value what to look for, null for {@code exists}
     * @throws ProblemException when it makes no sense
     */
    static TraitQuery of(String trait, String op, String value) {
        if (trait == null || trait.isBlank()) {
            throw ProblemException.invalid("?trait", "trait is missing, expected the name of a trait");
        }
        List<String> path = Arrays.asList(trait.split("\\."));
        if (path.isEmpty() || path.stream().anyMatch(String::isEmpty) || trait.indexOf('\0') >= 0) {
            throw ProblemException.invalid("?trait", "trait is not a path, expected names separated by dots");
        }
        boolean exists = "exists".equals(op);
        if (!exists && (value == null || value.indexOf('\0') >= 0)) {
            throw ProblemException.invalid("?value", "value is missing, expected the value of the trait");
        }
        return switch (op) {
            case "eq" -> eq(path, value);
            case "prefix" -> prefix(path, value);
            case "exists" -> new TraitQuery("traits @@ cast(:path as jsonpath)", Map.of("path", exists(path)));
            default -> throw ProblemException.invalid("?op", "op is not known, expected eq, prefix or exists");
        };
    }

    private static TraitQuery eq(List<String> path, String value) {
        JsonNode text = JsonNodeFactory.instance.textNode(value);
        JsonNode typed = typed(value);
        if (typed.isTextual()) {
            return new TraitQuery("traits @> cast(:typed as jsonb)", Map.of("typed", nested(path, typed)));
        }
        return new TraitQuery(
                "traits @> cast(:typed as jsonb) or traits @> cast(:text as jsonb)",
                Map.of("typed", nested(path, typed), "text", nested(path, text)));
    }

    /** The e-mail address has an index for this; other traits are read one by one. */
    private static TraitQuery prefix(List<String> path, String value) {
        String pattern = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        if (path.equals(List.of("email"))) {
            return new TraitQuery("traits ->> 'email' like :pattern", Map.of("pattern", pattern));
        }
        return new TraitQuery(
                "traits #>> cast(:path as text[]) like :pattern",
                Map.of("path", path.toArray(String[]::new), "pattern", pattern));
    }

    private static String exists(List<String> path) {
        return path.stream()
                .map(name -> "." + JsonNodeFactory.instance.textNode(name))
                .collect(Collectors.joining("", "exists($", ")"));
    }

    private static JsonNode typed(String value) {
        try {
            JsonNode node = Wire.JSON.readTree(value);
            return node != null && (node.isNumber() || node.isBoolean() || node.isTextual())
                    ? node
                    : JsonNodeFactory.instance.textNode(value);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }

    private static String nested(List<String> path, JsonNode leaf) {
        JsonNode node = leaf;
        for (String name : path.reversed()) {
            node = JsonNodeFactory.instance.objectNode().set(name, node);
        }
        return node.toString();
    }
}
