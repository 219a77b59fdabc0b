package io.itinera.journey.reference;

import io.itinera.conditions.Conditions;
import io.itinera.conditions.Derived;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a condition of the journey language holds, read from its plain map. */
final class ReferenceConditions {

    private static final Set<String> SOURCES = Set.of("trait", "property", "score", "context");
    private static final String ZONE = "zone of the journey";
    private static final Set<String> TIMES = Set.of("before", "after", "within");

    /**
     * What is known when it is asked.
     *
     * @param entry properties of the event that entered, or of the event that is looked at
     * @param event properties of the event that ended the last wait
     * @param messages what the latest message of each step has come to
     */
    record Known(
            Instant now,
            ZoneId zone,
            World.Facts profile,
            Map<String, Object> entry,
            Map<String, Object> event,
            Map<String, Set<String>> messages,
            Set<String> goals,
            Map<String, Object> context) {}

    private ReferenceConditions() {}

    static boolean holds(Map<String, Object> condition, Known known) {
        if (condition.containsKey("all")) {
            return maps(condition.get("all")).stream().allMatch(c -> holds(c, known));
        }
        if (condition.containsKey("any")) {
            return maps(condition.get("any")).stream().anyMatch(c -> holds(c, known));
        }
        if (condition.containsKey("not")) {
            return !holds(map(condition.get("not")), known);
        }
        if (condition.containsKey("segment")) {
            return known.profile.segments().contains((String) condition.get("segment"));
        }
        if (condition.containsKey("goal")) {
            return known.goals.contains((String) condition.get("goal"));
        }
        if (condition.containsKey("message")) {
            Map<String, Object> message = map(condition.get("message"));
            return list(message.get("step")).stream().anyMatch(step -> list(message.get("is")).stream()
                    .anyMatch(is -> ReferenceTriggers.isMessage(
                            known.messages.getOrDefault((String) step, Set.of()), (String) is)));
        }
        if (condition.containsKey("event")) {
            return known.profile.segments().contains(history(condition));
        }
        if (condition.containsKey("consent")) {
            return consented(map(condition.get("consent")), known.profile.consents());
        }
        String source =
                SOURCES.stream().filter(condition::containsKey).findFirst().orElseThrow();
        return compares(source, condition, known);
    }

    /** Name of the segment by which profile-service answers a condition over event history. */
    static String history(Map<String, Object> condition) {
        Map<String, Object> asked = new HashMap<>(condition);
        Object zone = asked.remove(ZONE);
        return ((Derived)
                        Conditions.derived(Conditions.parse(asked, ""), zone == null ? null : ZoneId.of((String) zone)))
                .segment();
    }

    /** Notes the journey's zone with each event that a definition names, since what is counted of it has days of that zone. */
    static void inZone(Object json, String zone) {
        if (json instanceof Map<?, ?>) {
            Map<String, Object> map = map(json);
            map.values().forEach(value -> inZone(value, zone));
            if (map.get("event") instanceof String) {
                map.put(ZONE, zone);
            }
        } else if (json instanceof List<?> list) {
            list.forEach(element -> inZone(element, zone));
        }
    }

    /** The answer that fits best counts; who was never asked did not agree. */
    private static boolean consented(Map<String, Object> asked, Map<String, Boolean> answers) {
        Object channel = asked.getOrDefault("channel", "*");
        Object purpose = asked.getOrDefault("purpose", "*");
        return Stream.of(channel + "/" + purpose, channel + "/*", "*/" + purpose, "*/*")
                .map(answers::get)
                .filter(answer -> answer != null)
                .findFirst()
                .orElse(false);
    }

    /** All operators must hold for the same value; of a missing value nothing holds but that it does not exist. */
    private static boolean compares(String source, Map<String, Object> condition, Known known) {
        Map<String, Object> operators = new HashMap<>(condition);
        List<Object> values = find(source, path(operators.remove(source)), known);
        if (values.isEmpty()) {
            return operators.equals(Map.of("exists", false));
        }
        return values.stream().anyMatch(value -> operators.entrySet().stream()
                .allMatch(operator -> compare(value, operator.getKey(), operator.getValue(), known)));
    }

    private static boolean compare(Object value, String operator, Object operand, Known known) {
        if (TIMES.contains(operator)) {
            return compareTimes(value, operator, (String) operand, known);
        }
        return switch (operator) {
            case "eq" -> same(value, operand);
            case "ne" -> type(value).equals(type(operand)) && !same(value, operand);
            case "gt" -> ordered(value, operand) && order(value, operand) > 0;
            case "gte" -> ordered(value, operand) && order(value, operand) >= 0;
            case "lt" -> ordered(value, operand) && order(value, operand) < 0;
            case "lte" -> ordered(value, operand) && order(value, operand) <= 0;
            case "in" -> list(operand).stream().anyMatch(o -> same(value, o));
            case "contains" ->
                value instanceof List<?> elements
                        ? elements.stream().anyMatch(e -> same(e, operand))
                        : value instanceof String text && operand instanceof String part && text.contains(part);
            case "startsWith" -> value instanceof String text && text.startsWith((String) operand);
            case "matches" ->
                value instanceof String text
                        && Pattern.compile((String) operand).matcher(text).find();
            case "exists" -> operand.equals(true);
            case "between" -> between(value, list(operand), known);
            default -> throw new IllegalArgumentException(operator);
        };
    }

    private static boolean between(Object value, List<?> ends, Known known) {
        Instant first = moment(ends.get(0), known);
        Instant last = moment(ends.get(1), known);
        if (first != null && last != null) {
            Instant time = ReferenceCalendar.time(value, known.zone);
            return time != null && !time.isBefore(first) && !time.isAfter(last);
        }
        return ordered(value, ends.get(0))
                && ordered(value, ends.get(1))
                && order(value, ends.get(0)) >= 0
                && order(value, ends.get(1)) <= 0;
    }

    private static boolean compareTimes(Object value, String operator, String operand, Known known) {
        Instant time = ReferenceCalendar.time(value, known.zone);
        if (time == null) {
            return false;
        }
        return switch (operator) {
            case "before" -> time.isBefore(moment(operand, known));
            case "after" -> time.isAfter(moment(operand, known));
            default ->
                !time.isAfter(known.now)
                        && !time.isBefore(ReferenceCalendar.plus(known.now, "-" + operand, known.zone));
        };
    }

    /** A time, a date, or a duration from now; null for what is none of them. */
    private static Instant moment(Object operand, Known known) {
        if (operand instanceof String text && (text.startsWith("P") || text.startsWith("-P"))) {
            return ReferenceCalendar.plus(known.now, text, known.zone);
        }
        return ReferenceCalendar.time(operand, known.zone);
    }

    // Values.

    private static boolean same(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return decimal(x).compareTo(decimal(y)) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            boolean same = x.size() == y.size();
            for (int i = 0; same && i < x.size(); i++) {
                same = same(x.get(i), y.get(i));
            }
            return same;
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.keySet().equals(y.keySet())
                    && x.entrySet().stream().allMatch(e -> same(e.getValue(), y.get(e.getKey())));
        }
        return a != null && a.equals(b);
    }

    private static boolean ordered(Object a, Object b) {
        return a instanceof Number && b instanceof Number || a instanceof String && b instanceof String;
    }

    private static int order(Object a, Object b) {
        return a instanceof Number x ? decimal(x).compareTo(decimal((Number) b)) : ((String) a).compareTo((String) b);
    }

    private static String type(Object value) {
        return switch (value) {
            case Number _ -> "number";
            case List<?> _ -> "list";
            case Map<?, ?> _ -> "map";
            case null -> "null";
            default -> value.getClass().getName();
        };
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }

    // Paths.

    /** The values at a path, none where it leads nowhere. */
    static List<Object> find(String source, List<String> path, Known known) {
        return switch (source) {
            case "trait" -> firstOf(walk(known.profile.traits(), path), walk(known.profile.computed(), path));
            case "score" -> walk(known.profile.computed(), path);
            case "property" ->
                path.size() > 1 && path.getFirst().equals("event")
                        ? walk(known.event, path.subList(1, path.size()))
                        : walk(known.entry, path);
            default -> walk(known.context, path);
        };
    }

    private static List<Object> firstOf(List<Object> first, List<Object> second) {
        return first.isEmpty() ? second : first;
    }

    private static List<Object> walk(Object from, List<String> path) {
        if (from == null || path.isEmpty()) {
            return from == null ? List.of() : List.of(from);
        }
        String head = path.getFirst();
        List<String> tail = path.subList(1, path.size());
        if (from instanceof Map<?, ?> map) {
            return walk(map.get(head), tail);
        }
        if (from instanceof List<?> list) {
            if (head.matches("[0-9]+")) {
                int index = Integer.parseInt(head);
                return index < list.size() ? walk(list.get(index), tail) : List.of();
            }
            List<Object> found = new ArrayList<>();
            list.forEach(element -> found.addAll(walk(element, head.equals("*") ? tail : path)));
            return found;
        }
        return List.of();
    }

    static List<String> path(Object path) {
        return path instanceof String text
                ? List.of(text.split("\\."))
                : list(path).stream().map(String::valueOf).toList();
    }

    // Plain maps.

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    static List<Map<String, Object>> maps(Object value) {
        return list(value).stream().map(ReferenceConditions::map).toList();
    }

    static List<?> list(Object value) {
        return value == null ? List.of() : value instanceof Collection<?> c ? List.copyOf(c) : List.of(value);
    }
}
