package io.itinera.journey.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.InvalidConditionException;
import io.itinera.contracts.Wire;
import io.itinera.journey.diff.JourneyDiff.FieldChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares two JSON trees field by field; a condition is one value, and what has keys is compared by them. */
final class FieldDiff {

    private static final Set<String> CONDITIONS = Set.of("audience", "where", "when", "until", "not");

    private final List<FieldChange> changes = new ArrayList<>();

    private FieldDiff() {}

    /** What is different in two objects, beside the fields that are left out. */
    static List<FieldChange> fields(JsonNode before, JsonNode after, List<String> leftOut) {
        FieldDiff diff = new FieldDiff();
        diff.object(before, after, "", leftOut);
        return diff.changes;
    }

    private void object(JsonNode before, JsonNode after, String pointer, List<String> leftOut) {
        Set<String> names = new LinkedHashSet<>();
        after.fieldNames().forEachRemaining(names::add);
        before.fieldNames().forEachRemaining(names::add);
        leftOut.forEach(names::remove);
        for (String name : names) {
            value(name, before.get(name), after.get(name), pointer + "/" + Conditions.escape(name));
        }
    }

    private void value(String name, JsonNode before, JsonNode after, String pointer) {
        if (same(before, after)) {
            return;
        }
        if (before == null || after == null) {
            told(name, before, after, pointer);
        } else if (CONDITIONS.contains(name)
                && words(before).isPresent()
                && words(after).isPresent()) {
            told(name, before, after, pointer);
        } else if (before.isObject() && after.isObject()) {
            object(before, after, pointer, List.of());
        } else if (before.isArray() && after.isArray() && objects(before) && objects(after)) {
            list(before, after, pointer);
        } else {
            told(name, before, after, pointer);
        }
    }

    private void list(JsonNode before, JsonNode after, String pointer) {
        Map<String, JsonNode> was = new LinkedHashMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        entries(before, pointer, was, places);
        Map<String, JsonNode> is = new LinkedHashMap<>();
        entries(after, pointer, is, places);
        Set<String> keys = new LinkedHashSet<>(is.keySet());
        keys.addAll(was.keySet());
        keys.forEach(key -> value(key, was.get(key), is.get(key), places.get(key)));
        List<String> stay = was.keySet().stream().filter(is::containsKey).toList();
        List<String> now = is.keySet().stream().filter(was::containsKey).toList();
        if (!stay.equals(now)) {
            changes.add(new FieldChange(
                    pointer,
                    "changed",
                    before,
                    after,
                    "%s: the order is %s instead of %s"
                            .formatted(place(pointer), String.join(", ", now), String.join(", ", stay))));
        }
    }

    /** Elements by their key, or by their position where they have none. */
    private static void entries(
            JsonNode list, String pointer, Map<String, JsonNode> entries, Map<String, String> places) {
        boolean keyed = true;
        for (JsonNode element : list) {
            keyed &= element.path("key").isTextual();
        }
        for (int i = 0; i < list.size(); i++) {
            String key = keyed ? list.get(i).get("key").textValue() : Integer.toString(i + 1);
            entries.put(key, list.get(i));
            places.put(key, pointer + "/" + i);
        }
    }

    private static boolean objects(JsonNode list) {
        for (JsonNode element : list) {
            if (!element.isObject()) {
                return false;
            }
        }
        return !list.isEmpty();
    }

    private static boolean same(JsonNode before, JsonNode after) {
        return before == null
                ? after == null
                : after != null
                        && before.equals(
                                (a, b) -> a.isNumber() && b.isNumber()
                                        ? a.decimalValue().compareTo(b.decimalValue())
                                        : a.equals(b) ? 0 : 1,
                                after);
    }

    private void told(String name, JsonNode before, JsonNode after, String pointer) {
        String where = place(pointer);
        if (before == null) {
            changes.add(
                    new FieldChange(pointer, "added", null, after, "%s is %s now".formatted(where, say(name, after))));
        } else if (after == null) {
            changes.add(new FieldChange(
                    pointer, "removed", before, null, "%s is no longer %s".formatted(where, say(name, before))));
        } else {
            changes.add(new FieldChange(
                    pointer,
                    "changed",
                    before,
                    after,
                    "%s is %s instead of %s".formatted(where, say(name, after), say(name, before))));
        }
    }

    private static String place(String pointer) {
        List<String> parts = new ArrayList<>();
        for (String part : pointer.substring(1).split("/")) {
            boolean index = part.chars().allMatch(Character::isDigit);
            parts.add(
                    index
                            ? Integer.toString(Integer.parseInt(part) + 1)
                            : part.replace("~1", "/").replace("~0", "~"));
        }
        return String.join(" ", parts);
    }

    private static String say(String name, JsonNode value) {
        if (CONDITIONS.contains(name)) {
            Optional<String> words = words(value);
            if (words.isPresent()) {
                return "\"" + words.get() + "\"";
            }
        }
        return value.isTextual() ? "'" + value.textValue() + "'" : value.toString();
    }

    private static Optional<String> words(JsonNode condition) {
        try {
            return condition.isObject()
                    ? Optional.of(Conditions.parse(Wire.JSON.convertValue(condition, Object.class), "")
                            .describe())
                    : Optional.empty();
        } catch (InvalidConditionException _) {
            return Optional.empty();
        }
    }
}
