package io.itinera.conditions;

import java.util.List;
import java.util.Map;

/** Holds when each part holds. */
public record All(List<Condition> parts) implements Condition {

    public All {
        parts = List.copyOf(parts);
    }

    @Override
    public boolean test(Facts facts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).test(facts)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Explanation explain(Facts facts) {
        List<Explanation> explained = parts.stream().map(p -> p.explain(facts)).toList();
        return Explanation.node(this, explained.stream().allMatch(Explanation::verdict), explained);
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("all", parts.stream().map(Condition::toMap).toList());
    }
}
