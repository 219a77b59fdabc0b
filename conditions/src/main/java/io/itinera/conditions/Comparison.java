package io.itinera.conditions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares a value with constants; all checks must hold. Where the path leads to several values, they must hold for one of them.
 *
 * @param source where the value comes from
 * @param path the way to the value
 * @param checks at least one
 */
public record Comparison(Source source, Path path, List<Check> checks) implements Condition {

    public Comparison {
        checks = List.copyOf(checks);
    }

    @Override
    public boolean test(Facts facts) {
        Object value = facts.value(source, path);
        if (value instanceof Path.Several several) {
            for (Object one : several.values()) {
                if (holds(one, facts)) {
                    return true;
                }
            }
            return false;
        }
        return holds(value, facts);
    }

    /** Whether all checks hold for this one value. */
    boolean holds(Object value, Facts facts) {
        for (int i = 0; i < checks.size(); i++) {
            if (!checks.get(i).holds(value, facts)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Explanation explain(Facts facts) {
        Object value = facts.value(source, path);
        boolean verdict = test(facts);
        return Explanation.leaf(this, verdict, Operand.of(this, facts, verdict), note(value));
    }

    private String note(Object value) {
        List<Object> values = value instanceof Path.Several several ? several.values() : new ArrayList<>();
        if (!(value instanceof Path.Several)) {
            values.add(value);
        }
        return values.stream()
                .flatMap(v -> checks.stream().map(check -> check.note(v)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(source.wire(), path.needsList() ? path.segments() : path.toString());
        checks.forEach(check -> map.put(check.operator().wire(), check.operand()));
        return map;
    }
}
