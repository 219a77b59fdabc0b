package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.list;
import static io.itinera.journey.reference.ReferenceConditions.map;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an update step makes of traits, and the values that steps take from elsewhere. */
final class ReferenceUpdates {

    private static final Set<String> SOURCES = Set.of("trait", "property", "score", "context");

    private ReferenceUpdates() {}

    /** The parts of the step that change something, with their values. */
    static Map<String, Map<String, Object>> parts(Map<String, Object> here, ReferenceConditions.Known known) {
        Map<String, Map<String, Object>> parts = new TreeMap<>();
        for (String part : List.of("set", "increment", "append", "remove")) {
            Map<String, Object> values = map(value(here.getOrDefault(part, Map.of()), known));
            if (!values.isEmpty()) {
                parts.put(part, values);
            }
        }
        if (here.containsKey("unset")) {
            parts.put("unset", new HashMap<>());
            list(here.get("unset")).forEach(trait -> parts.get("unset").put((String) trait, null));
        }
        return parts;
    }

    /** The traits after it, as far as they can be told here. */
    static Map<String, Object> after(Map<String, Object> before, Map<String, Map<String, Object>> parts) {
        Map<String, Object> traits = new HashMap<>(before);
        traits.putAll(parts.getOrDefault("set", Map.of()));
        parts.getOrDefault("unset", Map.of()).keySet().forEach(traits::remove);
        parts.getOrDefault("increment", Map.of()).forEach((trait, by) -> {
            BigDecimal was =
                    traits.get(trait) instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
            traits.put(trait, was.add(new BigDecimal(by.toString())));
        });
        parts.getOrDefault("append", Map.of()).forEach((trait, added) -> {
            List<Object> elements = new ArrayList<>(traits.get(trait) instanceof List<?> was ? was : List.of());
            list(added).stream().filter(a -> !elements.contains(a)).forEach(elements::add);
            traits.put(trait, elements);
        });
        parts.getOrDefault("remove", Map.of()).forEach((trait, gone) -> {
            if (traits.get(trait) instanceof List<?> was) {
                traits.put(
                        trait, was.stream().filter(e -> !list(gone).contains(e)).toList());
            }
        });
        return traits;
    }

    /** A value that is written out or refers to another; null where it refers to nothing. */
    static Object value(Object json, ReferenceConditions.Known known) {
        if (json instanceof List<?> elements) {
            return elements.stream()
                    .map(e -> value(e, known))
                    .filter(e -> e != null)
                    .toList();
        }
        if (!(json instanceof Map<?, ?>)) {
            return json;
        }
        Map<String, Object> members = map(json);
        if (members.size() == 1) {
            String name = members.keySet().iterator().next();
            if (name.equals("literal")) {
                return members.get(name);
            }
            if (SOURCES.contains(name) && members.get(name) instanceof String path) {
                List<Object> found = ReferenceConditions.find(name, ReferenceConditions.path(path), known);
                return found.isEmpty() ? null : found.getFirst();
            }
        }
        Map<String, Object> values = new HashMap<>();
        members.forEach((name, member) -> {
            Object value = value(member, known);
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }
}
