package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.conditions.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Data that a step hands on: written out, or taken from the profile, the event or the context when the step runs. An object whose
 * only field is {@code trait}, {@code property}, {@code score} or {@code context} is such a reference, at any depth;
 * {@code {"literal": …}} stands for what is in it, as it is.
 */
public sealed interface Value {

    /** The data, or null where a reference leads to nothing. */
    Object of(Facts facts);

    /** The data in plain English. */
    String describe();

    /** Written out. */
    record Literal(Object data) implements Value {
        @Override
        public Object of(Facts facts) {
            return data;
        }

        @Override
        public String describe() {
            return Words.value(data);
        }
    }

    /** Taken from where {@code path} leads; a list where it leads to several places. */
    record Reference(Source source, Path path) implements Value {
        @Override
        public Object of(Facts facts) {
            return Path.plain(facts.value(source, path));
        }

        @Override
        public String describe() {
            return "the value of " + source.wire() + " " + path;
        }
    }

    /** An object; a field whose value leads to nothing is left out. */
    record Members(Map<String, Value> members) implements Value {

        /** No fields. */
        static final Members NONE = new Members(Map.of());

        @Override
        public Map<String, Object> of(Facts facts) {
            Map<String, Object> data = new LinkedHashMap<>();
            members.forEach((name, value) -> {
                Object found = value.of(facts);
                if (found != null) {
                    data.put(name, found);
                }
            });
            return data;
        }

        @Override
        public String describe() {
            return members.isEmpty()
                    ? "no data"
                    : Words.list(
                            members.entrySet().stream()
                                    .map(member -> member.getKey() + " = "
                                            + member.getValue().describe())
                                    .toList(),
                            "and");
        }
    }

    /** A list; an element whose value leads to nothing is left out. */
    record Elements(List<Value> elements) implements Value {
        @Override
        public List<Object> of(Facts facts) {
            List<Object> data = new ArrayList<>();
            elements.forEach(element -> {
                Object found = element.of(facts);
                if (found != null) {
                    data.add(found);
                }
            });
            return data;
        }

        @Override
        public String describe() {
            return elements.isEmpty()
                    ? "an empty list"
                    : Words.list(elements.stream().map(Value::describe).toList(), "and");
        }
    }

    /** The fields of an object of a definition; none where it is left out. */
    static Members members(Fields fields, String name) {
        Fields object = fields.object(name);
        if (object == null) {
            return Members.NONE;
        }
        Map<String, Value> members = new LinkedHashMap<>();
        object.names().forEach(key -> members.put(key, read(object, key, object.value(key))));
        return new Members(members);
    }

    private static Value read(Fields at, String name, Object json) {
        return switch (json) {
            case Map<?, ?> map when map.size() == 1 -> single(at, name, map);
            case Map<?, ?> map -> {
                Map<String, Value> members = new LinkedHashMap<>();
                map.forEach((key, value) -> members.put(String.valueOf(key), read(at, name, value)));
                yield new Members(members);
            }
            case List<?> list ->
                new Elements(
                        list.stream().map(element -> read(at, name, element)).toList());
            case null, default -> new Literal(json);
        };
    }

    private static Value single(Fields at, String name, Map<?, ?> map) {
        Map.Entry<?, ?> field = map.entrySet().iterator().next();
        String key = String.valueOf(field.getKey());
        if ("literal".equals(key)) {
            return new Literal(field.getValue());
        }
        for (Source source : Source.values()) {
            if (source.wire().equals(key) && field.getValue() instanceof String path) {
                try {
                    return new Reference(source, Path.parse(path));
                } catch (IllegalArgumentException e) {
                    at.error(name, key.toLowerCase(Locale.ROOT) + " " + e.getMessage());
                }
            }
        }
        return new Members(Map.of(key, read(at, name, field.getValue())));
    }
}
