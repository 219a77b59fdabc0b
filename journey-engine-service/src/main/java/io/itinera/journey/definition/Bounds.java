package io.itinera.journey.definition;

import io.itinera.conditions.Check;
import io.itinera.conditions.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What several checks leave of the values that one value can have. */
final class Bounds {

    private BigDecimal low;
    private BigDecimal high;
    private boolean lowOut;
    private boolean highOut;
    /** The values that are left, or null as long as any may be. */
    private List<Object> left;

    private Bounds() {}

    /** True when no value passes all the checks. */
    static boolean exclude(List<Check> checks) {
        if (Contradictions.missingAndThere(checks)) {
            return true;
        }
        Bounds bounds = new Bounds();
        checks.forEach(bounds::narrow);
        return bounds.empty(checks);
    }

    private void narrow(Check check) {
        Object operand = check.operand();
        switch (check.operator()) {
            case EQ -> keep(List.of(operand));
            case IN -> keep(new ArrayList<Object>((List<?>) operand));
            case GT, GTE -> atLeast(operand, check.operator() == Operator.GT);
            case LT, LTE -> atMost(operand, check.operator() == Operator.LT);
            case BETWEEN -> {
                atLeast(((List<?>) operand).getFirst(), false);
                atMost(((List<?>) operand).getLast(), false);
            }
            case NE, CONTAINS, STARTS_WITH, MATCHES, EXISTS, BEFORE, AFTER, WITHIN -> {
                // These bound no number; empty(...) looks at them against the values that are left.
            }
        }
    }

    private void keep(List<Object> values) {
        left = left == null
                ? values
                : left.stream()
                        .filter(value -> values.stream().anyMatch(v -> same(v, value)))
                        .toList();
    }

    private void atLeast(Object operand, boolean out) {
        BigDecimal bound = number(operand);
        if (bound != null && (low == null || bound.compareTo(low) > 0 || bound.compareTo(low) == 0 && out)) {
            low = bound;
            lowOut = out;
        }
    }

    private void atMost(Object operand, boolean out) {
        BigDecimal bound = number(operand);
        if (bound != null && (high == null || bound.compareTo(high) < 0 || bound.compareTo(high) == 0 && out)) {
            high = bound;
            highOut = out;
        }
    }

    private boolean empty(List<Check> checks) {
        if (low != null && high != null) {
            int order = low.compareTo(high);
            if (order > 0 || order == 0 && (lowOut || highOut)) {
                return true;
            }
        }
        return left != null
                && left.stream()
                        .noneMatch(value -> inside(value) && checks.stream().allMatch(c -> passes(c, value)));
    }

    private boolean inside(Object value) {
        BigDecimal number = number(value);
        if (number == null) {
            return low == null && high == null;
        }
        return (low == null || number.compareTo(low) > (lowOut ? 0 : -1))
                && (high == null || number.compareTo(high) < (highOut ? 0 : 1));
    }

    private static boolean passes(Check check, Object value) {
        return switch (check.operator()) {
            case NE -> !same(check.operand(), value);
            case STARTS_WITH -> value instanceof String text && text.startsWith((String) check.operand());
            default -> true;
        };
    }

    private static boolean same(Object a, Object b) {
        BigDecimal x = number(a);
        BigDecimal y = number(b);
        return x != null && y != null ? x.compareTo(y) == 0 : a.equals(b);
    }

    private static BigDecimal number(Object value) {
        return value instanceof Number ? new BigDecimal(value.toString()) : null;
    }
}
