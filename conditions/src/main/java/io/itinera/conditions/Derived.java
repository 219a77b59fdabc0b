package io.itinera.conditions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds when the profile is in the segment that stands for a condition which whoever asks cannot evaluate: one over event history, or
 * one that must be known of every profile at any time. It is described in the words of that condition.
 *
 * @param segment key of the segment
 * @param asked the condition that the segment follows
 */
public record Derived(String segment, Condition asked) implements Condition {

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
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("derived", segment);
        map.put("of", asked.toMap());
        return map;
    }
}
