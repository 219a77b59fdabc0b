package io.itinera.conditions;

import java.util.List;
import java.util.Map;

/** Holds when its part does not. */
public record Not(Condition part) implements Condition {

    @Override
    public boolean test(Facts facts) {
        return !part.test(facts);
    }

    @Override
    public Explanation explain(Facts facts) {
        Explanation explained = part.explain(facts);
        return Explanation.node(this, !explained.verdict(), List.of(explained));
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("not", part.toMap());
    }
}
