package io.itinera.conditions;

import io.itinera.conditions.InvalidConditionException.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one condition and notes all that is wrong with it; what cannot be read is null. */
final class ConditionReader {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NODES = 500;
    private static final List<String> KINDS = List.of(
            "all",
            "any",
            "not",
            "trait",
            "property",
            "segment",
            "event",
            "message",
            "consent",
            "score",
            "goal",
            "context");

    private final List<Problem> problems;
    private int nodes;

    ConditionReader(List<Problem> problems) {
        this.problems = problems;
    }

    Condition read(Object json, String pointer) {
        return read(json, pointer, 0);
    }

    private Condition read(Object json, String pointer, int depth) {
        if (!(json instanceof Map<?, ?> map)) {
            return wrong(
                    pointer, "is " + Values.type(json) + ", expected a condition such as {\"trait\": …, \"eq\": …}");
        }
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            return wrong(
                    pointer, "is too large, expected at most %d conditions, %d deep".formatted(MAX_NODES, MAX_DEPTH));
        }
        if (map.containsKey("derived")) {
            return derived(map, pointer, depth);
        }
        List<String> kinds = KINDS.stream().filter(map::containsKey).toList();
        if (kinds.size() != 1) {
            return wrong(
                    pointer,
                    (kinds.isEmpty() ? "is no condition" : "is several conditions in one: " + String.join(", ", kinds))
                            + ", expected one of " + String.join(", ", KINDS));
        }
        String kind = kinds.getFirst();
        String at = pointer + "/" + kind;
        Object value = map.get(kind);
        return switch (kind) {
            case "all" -> only(map, pointer, kind) ? list(All::new, value, at, depth) : null;
            case "any" -> only(map, pointer, kind) ? list(Any::new, value, at, depth) : null;
            case "not" -> not(map, pointer, depth);
            case "segment" -> key(map, pointer, kind) ? new InSegment((String) value) : null;
            case "goal" -> key(map, pointer, kind) ? new GoalReached((String) value) : null;
            case "event" -> event(map, pointer, depth);
            case "message" -> only(map, pointer, kind) ? message(value, at) : null;
            case "consent" -> only(map, pointer, kind) ? consent(value, at) : null;
            default -> comparison(map, pointer, kind);
        };
    }

    /** What {@link Derived#toMap} writes; authors write the condition that it stands for. */
    private Condition derived(Map<?, ?> map, String pointer, int depth) {
        if (!(map.get("derived") instanceof String segment) || segment.isBlank()) {
            return wrong(pointer + "/derived", "has the wrong form, expected the key of a segment");
        }
        Condition asked = read(map.get("of"), pointer + "/of", depth + 1);
        return only(map, pointer, "derived", "of", "zone") && asked != null
                ? new Derived(segment, asked, zone(map.get("zone"), pointer + "/zone"))
                : null;
    }

    private ZoneId zone(Object name, String at) {
        try {
            return name == null ? null : ZoneId.of(String.valueOf(name));
        } catch (DateTimeException e) {
            wrong(at, "is '" + name + "', expected a time zone such as Europe/Berlin");
            return null;
        }
    }

    private Condition not(Map<?, ?> map, String pointer, int depth) {
        Condition part = read(map.get("not"), pointer + "/not", depth + 1);
        return only(map, pointer, "not") && part != null ? new Not(part) : null;
    }

    private Condition list(Function<List<Condition>, Condition> maker, Object value, String at, int depth) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            return wrong(at, "has the wrong form, expected a list of conditions, at least one");
        }
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            parts.add(read(list.get(i), at + "/" + i, depth + 1));
        }
        return parts.stream().allMatch(Objects::nonNull) ? maker.apply(parts) : null;
    }

    private boolean key(Map<?, ?> map, String pointer, String kind) {
        if (!(map.get(kind) instanceof String text) || text.isBlank()) {
            wrong(pointer + "/" + kind, "has the wrong form, expected the key of a " + kind);
            return false;
        }
        return only(map, pointer, kind);
    }

    private Condition comparison(Map<?, ?> map, String pointer, String kind) {
        int before = problems.size();
        Path path = path(map.get(kind), pointer + "/" + kind);
        List<Check> checks = checks(map, pointer, kind);
        if (checks.isEmpty() && problems.size() == before) {
            wrong(pointer, "has no operator, expected one of " + operators());
        }
        return problems.size() > before
                ? null
                : new Comparison(Source.valueOf(kind.toUpperCase(Locale.ROOT)), path, checks);
    }

    private List<Check> checks(Map<?, ?> map, String pointer, String kind) {
        List<Check> checks = new ArrayList<>();
        for (Map.Entry<?, ?> field : map.entrySet()) {
            String name = String.valueOf(field.getKey());
            if (name.equals(kind)) {
                continue;
            }
            Operator operator = Operator.of(name);
            if (operator == null) {
                wrong(pointer + "/" + Conditions.escape(name), "is not known, expected one of " + operators());
                continue;
            }
            try {
                checks.add(Check.of(operator, field.getValue()));
            } catch (IllegalArgumentException e) {
                wrong(pointer + "/" + name, e.getMessage());
            }
        }
        return checks;
    }

    private Path path(Object value, String at) {
        try {
            return switch (value) {
                case String text -> Path.parse(text);
                case List<?> names ->
                    new Path(names.stream().map(String::valueOf).toList());
                case null, default -> {
                    wrong(at, "has the wrong form, expected a name such as address.city");
                    yield null;
                }
            };
        } catch (IllegalArgumentException e) {
            wrong(at, e.getMessage());
            return null;
        }
    }

    private Condition event(Map<?, ?> map, String pointer, int depth) {
        int before = problems.size();
        if (!(map.get("event") instanceof String name) || name.isBlank()) {
            return wrong(pointer + "/event", "has the wrong form, expected the name of an event");
        }
        only(map, pointer, "event", "count", "within", "where");
        List<Check> count = map.containsKey("count") ? count(map.get("count"), pointer + "/count") : EventCount.ONCE;
        Span within = map.containsKey("within") ? span(map.get("within"), pointer + "/within") : null;
        Condition where = map.containsKey("where") ? read(map.get("where"), pointer + "/where", depth + 1) : null;
        return problems.size() > before ? null : new EventCount(name, count, within, where);
    }

    private List<Check> count(Object value, String at) {
        if (value instanceof Number) {
            return List.of(Check.of(Operator.GTE, value));
        }
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            wrong(at, "has the wrong form, expected a number, or an operator such as {\"gte\": 3}");
            return List.of();
        }
        List<Check> checks = checks(map, at, "");
        if (!checks.stream().allMatch(c -> c.holds(0L, null) || c.note(0L) == null)) {
            wrong(at, "has the wrong form, expected operators for numbers");
        }
        return checks;
    }

    private Span span(Object value, String at) {
        try {
            Span span = Span.parse(String.valueOf(value));
            if (span.isPositive()) {
                return span;
            }
            wrong(at, "is '" + value + "', expected a duration longer than nothing");
        } catch (IllegalArgumentException e) {
            wrong(at, e.getMessage());
        }
        return null;
    }

    private Condition message(Object value, String at) {
        if (!(value instanceof Map<?, ?> map)) {
            return wrong(at, "has the wrong form, expected {\"step\": …, \"is\": …}");
        }
        int before = problems.size();
        only(map, at, "step", "is");
        List<String> steps = texts(map.get("step"), at + "/step", "the key of a send step, or a list of them");
        List<String> statuses = texts(map.get("is"), at + "/is", "one of " + String.join(", ", MessageIs.STATUSES));
        statuses.stream()
                .filter(s -> !MessageIs.STATUSES.contains(s))
                .forEach(s ->
                        wrong(at + "/is", "is '" + s + "', expected one of " + String.join(", ", MessageIs.STATUSES)));
        return problems.size() > before ? null : new MessageIs(steps, statuses);
    }

    private Condition consent(Object value, String at) {
        if (value instanceof Map<?, ?> map
                && map.get("channel") instanceof String channel
                && map.get("purpose") instanceof String purpose) {
            return only(map, at, "channel", "purpose") ? new Consented(channel, purpose) : null;
        }
        return wrong(at, "has the wrong form, expected {\"channel\": …, \"purpose\": …}");
    }

    private List<String> texts(Object value, String at, String expected) {
        List<?> list = value instanceof List<?> several ? several : value == null ? List.of() : List.of(value);
        if (list.isEmpty() || !list.stream().allMatch(v -> v instanceof String text && !text.isBlank())) {
            wrong(at, "has the wrong form, expected " + expected);
            return List.of();
        }
        return list.stream().map(String.class::cast).toList();
    }

    private boolean only(Map<?, ?> map, String pointer, String... allowed) {
        Set<String> unknown = new TreeSet<>();
        map.keySet().forEach(k -> unknown.add(String.valueOf(k)));
        List.of(allowed).forEach(unknown::remove);
        unknown.forEach(name -> wrong(
                pointer + "/" + Conditions.escape(name),
                "is not known here, expected only " + String.join(", ", allowed)));
        return unknown.isEmpty();
    }

    private static String operators() {
        return Arrays.stream(Operator.values()).map(Operator::wire).collect(Collectors.joining(", "));
    }

    private Condition wrong(String pointer, String message) {
        problems.add(new Problem(pointer, message));
        return null;
    }
}
