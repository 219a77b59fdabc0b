package io.itinera.conditions;

import java.util.Map;

/** Holds when the instance has reached the goal. */
public record GoalReached(String goal) implements Condition {

    @Override
    public boolean test(Facts facts) {
        return facts.goalReached(goal);
    }

    @Override
    public Explanation explain(Facts facts) {
        boolean verdict = test(facts);
        return Explanation.leaf(this, verdict, Operand.of(verdict), null);
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("goal", goal);
    }
}
