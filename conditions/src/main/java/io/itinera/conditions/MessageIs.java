package io.itinera.conditions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds when the latest message of one of the steps has come to one of the statuses.
 *
 * @param steps keys of send steps, at least one
 * @param statuses lower-case names, at least one
 */
public record MessageIs(List<String> steps, List<String> statuses) implements Condition {

    /** All statuses that a message can come to. */
    static final List<String> STATUSES = List.of(
            "suppressed",
            "deferred",
            "sent",
            "delivered",
            "opened",
            "clicked",
            "bounced",
            "complained",
            "unsubscribed",
            "failed");

    public MessageIs {
        steps = List.copyOf(steps);
        statuses = List.copyOf(statuses);
    }

    @Override
    public boolean test(Facts facts) {
        for (int s = 0; s < steps.size(); s++) {
            for (int i = 0; i < statuses.size(); i++) {
                if (facts.messageIs(steps.get(s), statuses.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public Explanation explain(Facts facts) {
        Map<String, Object> met = new LinkedHashMap<>();
        for (String step : steps) {
            List<String> come = STATUSES.stream()
                    .filter(status -> facts.messageIs(step, status))
                    .toList();
            if (!come.isEmpty()) {
                met.put(step, come);
            }
        }
        return Explanation.leaf(this, test(facts), Operand.of(met), null);
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("message", Map.of("step", oneOrAll(steps), "is", oneOrAll(statuses)));
    }

    private static Object oneOrAll(List<String> values) {
        return values.size() == 1 ? values.getFirst() : values;
    }
}
