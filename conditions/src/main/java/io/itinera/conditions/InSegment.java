package io.itinera.conditions;

import java.util.Map;

/** Holds when the profile is in the segment. */
public record InSegment(String segment) implements Condition {

    @Override
    public boolean test(Facts facts) {
        return facts.inSegment(segment);
    }

    @Override
    public Explanation explain(Facts facts) {
        boolean verdict = test(facts);
        return Explanation.leaf(this, verdict, Operand.of(verdict), null);
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("segment", segment);
    }
}
