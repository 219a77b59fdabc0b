package io.itinera.conditions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds when the profile did something often enough.
 *
 * @param event name of the event
 * @param count what the number must be, at least one check
 * @param within how far back it counts, or null for ever
 * @param where what the event's properties must be, or null
 */
public record EventCount(String event, List<Check> count, Span within, Condition where) implements Condition {

    /** Once or more. */
    static final List<Check> ONCE = List.of(Check.of(Operator.GTE, 1L));

    public EventCount {
        count = List.copyOf(count);
    }

    @Override
    public boolean test(Facts facts) {
        return holds(facts.eventCount(this));
    }

    /** Whether it holds for this number. */
    public boolean holds(long actual) {
        Long number = actual;
        for (int i = 0; i < count.size(); i++) {
            if (!count.get(i).holds(number, null)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Explanation explain(Facts facts) {
        return Explanation.leaf(this, test(facts), Operand.of(facts.eventCount(this)), null);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("event", event);
        if (!once()) {
            Map<String, Object> checks = new LinkedHashMap<>();
            count.forEach(check -> checks.put(check.operator().wire(), check.operand()));
            map.put("count", checks);
        }
        if (within != null) {
            map.put("within", within.toString());
        }
        if (where != null) {
            map.put("where", where.toMap());
        }
        return map;
    }

    /** Whatever type the reader's 1 has. */
    private boolean once() {
        return count.size() == 1
                && count.getFirst().operator() == Operator.GTE
                && Values.equal(count.getFirst().operand(), 1);
    }
}
