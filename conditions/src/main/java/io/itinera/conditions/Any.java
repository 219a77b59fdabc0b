package io.itinera.conditions;

import java.util.List;
import java.util.Map;

/** Holds when one part holds. */
public record Any(List<Condition> parts) implements Condition {

    public Any {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean test(Facts facts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).test(facts)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Explanation explain(Facts facts) {
        List<Explanation> explained = parts.stream().map(p -> p.explain(facts)).toList();
        return Explanation.node(this, explained.stream().anyMatch(Explanation::verdict), explained);
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("any", parts.stream().map(Condition::toMap).toList());
    }
}
