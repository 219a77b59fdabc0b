package io.itinera.conditions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Explanations as plain data. A condition made of others is {@code {"all": […], "holds": …}}, {@code any} and {@code not} alike;
 * any other is {@code {"is": the condition, "actual": the value, "holds": …}}, with {@code anyOf} for several values, {@code now} and
 * {@code zone} where the time matters, {@code cut} where the value was longer, and a {@code note}.
 */
final class ExplanationForm {

    private ExplanationForm() {}

    static Map<String, Object> write(Explanation explanation) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Map<String, Object>> parts =
                explanation.parts().stream().map(ExplanationForm::write).toList();
        switch (explanation.condition()) {
            case All _ -> map.put("all", parts);
            case Any _ -> map.put("any", parts);
            case Not _ -> map.put("not", parts.getFirst());
            case Comparison _, InSegment _, EventCount _, MessageIs _, Consented _, GoalReached _, Derived _ -> {
                map.put("is", explanation.condition().toMap());
                write(explanation.operand(), map);
            }
        }
        map.put("holds", explanation.verdict());
        if (explanation.note() != null) {
            map.put("note", explanation.note());
        }
        return map;
    }

    private static void write(Operand operand, Map<String, Object> map) {
        if (operand.value() != null) {
            map.put(operand.several() ? "anyOf" : "actual", operand.value());
        }
        if (operand.now() != null) {
            map.put("now", operand.now().toString());
        }
        if (operand.zone() != null) {
            map.put("zone", operand.zone().getId());
        }
        if (operand.cut()) {
            map.put("cut", true);
        }
    }

    static Explanation read(Map<?, ?> map) {
        if (!(map.get("holds") instanceof Boolean verdict)) {
            throw wrong("has no verdict");
        }
        if (map.get("all") instanceof List<?> list) {
            List<Explanation> parts = parts(list);
            return Explanation.node(new All(conditions(parts)), verdict, parts);
        }
        if (map.get("any") instanceof List<?> list) {
            List<Explanation> parts = parts(list);
            return Explanation.node(new Any(conditions(parts)), verdict, parts);
        }
        if (map.get("not") instanceof Map<?, ?> part) {
            Explanation explained = read(part);
            return Explanation.node(new Not(explained.condition()), verdict, List.of(explained));
        }
        return Explanation.leaf(
                condition(map.get("is")), verdict, operand(map), map.get("note") instanceof String note ? note : null);
    }

    private static Condition condition(Object json) {
        try {
            return Conditions.parse(json, "");
        } catch (InvalidConditionException e) {
            throw new IllegalArgumentException("an explanation tells a condition that can be read", e);
        }
    }

    private static Operand operand(Map<?, ?> map) {
        try {
            boolean several = map.get("anyOf") instanceof List<?>;
            return new Operand(
                    several ? map.get("anyOf") : map.get("actual"),
                    several,
                    map.get("now") instanceof String now ? Instant.parse(now) : null,
                    map.get("zone") instanceof String zone ? ZoneId.of(zone) : null,
                    Boolean.TRUE.equals(map.get("cut")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("an explanation tells a time and a zone that can be read", e);
        }
    }

    private static List<Explanation> parts(List<?> list) {
        List<Explanation> parts = new ArrayList<>();
        for (Object part : list) {
            if (!(part instanceof Map<?, ?> map)) {
                throw wrong("has a part that is none");
            }
            parts.add(read(map));
        }
        if (parts.isEmpty()) {
            throw wrong("has no parts");
        }
        return parts;
    }

    private static List<Condition> conditions(List<Explanation> parts) {
        return parts.stream().map(Explanation::condition).toList();
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("is no explanation: it " + what);
    }
}
