package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.InvalidConditionException;
import io.itinera.conditions.Path;
import io.itinera.conditions.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of one object of a definition. What is wrong is noted, and a value is given all the same, so that one reading finds all
 * that is wrong.
 */
final class Fields {

    /** Names that are stable: of journeys, steps, goals, offers. */
    static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Map<?, ?> map;
    private final String pointer;
    private final Reading reading;

    Fields(Object json, String pointer, Reading reading) {
        this.map = json instanceof Map<?, ?> object ? object : Map.of();
        this.pointer = pointer;
        this.reading = reading;
        if (!(json instanceof Map)) {
            reading.error(pointer, "has the wrong form, expected an object");
        }
    }

    String pointer() {
        return pointer;
    }

    boolean has(String name) {
        return map.get(name) != null;
    }

    Object value(String name) {
        return map.get(name);
    }

    /** Names of all fields, in the order of the document. */
    Set<String> names() {
        Map<String, Object> names = new LinkedHashMap<>();
        map.keySet().forEach(key -> names.put(String.valueOf(key), key));
        return names.keySet();
    }

    /** A text that must be there. */
    String text(String name) {
        String text = text(name, null);
        if (text == null && !has(name)) {
            error(name, "is missing");
        }
        return text == null ? "" : text;
    }

    /** A text, or {@code otherwise} where there is none. */
    String text(String name, String otherwise) {
        return switch (map.get(name)) {
            case null -> otherwise;
            case String text when !text.isBlank() -> text;
            default -> wrong(name, "has the wrong form, expected a text", otherwise);
        };
    }

    /** A stable name, or null where there is none. */
    String key(String name) {
        String key = text(name, null);
        if (key != null && !KEY.matcher(key).matches()) {
            error(name, "is '" + key + "', expected up to 63 of a-z, 0-9 and -, not beginning with -");
        }
        return key;
    }

    /** A number, or {@code otherwise} where there is none. */
    Number number(String name, Number otherwise) {
        return switch (map.get(name)) {
            case null -> otherwise;
            case Number number -> number;
            default -> wrong(name, "has the wrong form, expected a number", otherwise);
        };
    }

    /** True or false, or {@code otherwise} where there is none. */
    boolean flag(String name, boolean otherwise) {
        return switch (map.get(name)) {
            case null -> otherwise;
            case Boolean flag -> flag;
            default -> wrong(name, "has the wrong form, expected true or false", otherwise);
        };
    }

    /** One text or a list of them; empty where there is none. */
    List<String> texts(String name) {
        List<?> list = list(name, true);
        if (!list.stream().allMatch(v -> v instanceof String text && !text.isBlank())) {
            return wrong(name, "has the wrong form, expected a text, or a list of texts", List.of());
        }
        return list.stream().map(String.class::cast).toList();
    }

    /** A duration that goes forward, or null where there is none. */
    Span span(String name) {
        Span span = anySpan(name);
        return span == null || span.isPositive()
                ? span
                : wrong(name, "is '" + map.get(name) + "', expected a duration longer than nothing", null);
    }

    /** A duration forward or back, or null where there is none. */
    Span anySpan(String name) {
        String text = text(name, null);
        try {
            return text == null ? null : Span.parse(text);
        } catch (IllegalArgumentException e) {
            return wrong(name, e.getMessage(), null);
        }
    }

    /** A path into data, or null where there is none. */
    Path path(String name) {
        String text = text(name, null);
        try {
            return text == null ? null : Path.parse(text);
        } catch (IllegalArgumentException e) {
            return wrong(name, e.getMessage(), null);
        }
    }

    /** One of the constants by its lower-case name, or {@code otherwise} where there is none. */
    <E extends Enum<E>> E one(String name, Class<E> type, E otherwise) {
        String text = text(name, null);
        if (text == null) {
            return otherwise;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        List<String> names = List.of(type.getEnumConstants()).stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        return wrong(name, "is '" + text + "', expected one of " + String.join(", ", names), otherwise);
    }

    /**
     * A condition, or null where there is none. What it asks of event history is left to segments, but where the whole condition is one.
     */
    Condition condition(String name, Reading.Place place) {
        return has(name) ? condition(map.get(name), pointer + "/" + name, place) : null;
    }

    /** This whole object as a condition. */
    Condition asCondition(Reading.Place place) {
        return condition(map, pointer, place);
    }

    private Condition condition(Object json, String at, Reading.Place place) {
        try {
            Condition parsed = Conditions.parse(json, at);
            Condition condition = place == Reading.Place.SEGMENT ? parsed : Conditions.derived(parsed, reading.zone());
            reading.found(at, condition, place);
            return condition;
        } catch (InvalidConditionException e) {
            e.problems().forEach(p -> reading.error(p.pointer(), p.message()));
            return null;
        }
    }

    /** An object, or null where there is none. */
    Fields object(String name) {
        return has(name) ? new Fields(map.get(name), pointer + "/" + Conditions.escape(name), reading) : null;
    }

    /** Objects of a list; empty where there is none. */
    List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (Object element : list(name, false)) {
            objects.add(new Fields(element, pointer + "/" + name + "/" + objects.size(), reading));
        }
        return objects;
    }

    /** Plain data of an object; empty where there is none. */
    Map<String, Object> data(String name) {
        Map<String, Object> data = new LinkedHashMap<>();
        Fields object = object(name);
        if (object != null) {
            object.names().forEach(key -> data.put(key, object.value(key)));
        }
        return data;
    }

    private List<?> list(String name, boolean oneWillDo) {
        return switch (map.get(name)) {
            case null -> List.of();
            case List<?> list -> list;
            case Object one when oneWillDo -> List.of(one);
            default -> wrong(name, "has the wrong form, expected a list", List.of());
        };
    }

    void error(String name, String message) {
        reading.error(name.isEmpty() ? pointer : pointer + "/" + Conditions.escape(name), message);
    }

    void warning(String name, String message) {
        reading.warning(name.isEmpty() ? pointer : pointer + "/" + Conditions.escape(name), "no-effect", message);
    }

    private <T> T wrong(String name, String message, T otherwise) {
        error(name, message);
        return otherwise;
    }
}
