package io.itinera.journey.definition;

import io.itinera.conditions.All;
import io.itinera.conditions.Any;
import io.itinera.conditions.Check;
import io.itinera.conditions.Comparison;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Not;
import io.itinera.conditions.Operator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds conditions that no data can fulfil: a condition beside its opposite, or comparisons of one path that exclude each other. What
 * it does not find may be contradictory all the same; what it finds is.
 */
public final class Contradictions {

    private Contradictions() {}

    /** True when the condition can never hold. */
    public static boolean never(Condition condition) {
        return switch (condition) {
            case All all -> never(all);
            case Any any -> !any.parts().isEmpty() && any.parts().stream().allMatch(Contradictions::never);
            case Comparison comparison -> Bounds.exclude(comparison.checks());
            default -> false;
        };
    }

    /** True when no profile can fulfil both; null is a condition that everyone fulfils. */
    public static boolean exclude(Condition one, Condition other) {
        return one != null && other != null && never(new All(List.of(one, other)));
    }

    private static boolean never(All all) {
        List<Condition> parts = new ArrayList<>();
        flatten(all, parts);
        Set<Map<String, Object>> asked = new HashSet<>();
        Set<Map<String, Object>> denied = new HashSet<>();
        Map<String, List<Check>> byPath = new LinkedHashMap<>();
        for (Condition part : parts) {
            if (never(part)) {
                return true;
            }
            if (part instanceof Not(var opposite)) {
                denied.add(opposite.toMap());
            } else {
                asked.add(part.toMap());
            }
            // A longer path may lead through a list, where each comparison can find an element of its own.
            if (part instanceof Comparison comparison
                    && comparison.path().segments().size() == 1) {
                byPath.computeIfAbsent(comparison.source().wire() + " " + comparison.path(), _ -> new ArrayList<>())
                        .addAll(comparison.checks());
            }
        }
        return asked.stream().anyMatch(denied::contains)
                || byPath.values().stream().anyMatch(Bounds::exclude);
    }

    private static void flatten(All all, List<Condition> into) {
        for (Condition part : all.parts()) {
            if (part instanceof All inner) {
                flatten(inner, into);
            } else {
                into.add(part);
            }
        }
    }

    /** True when the checks ask for a value that is missing and one that is there. */
    static boolean missingAndThere(List<Check> checks) {
        boolean missing =
                checks.stream().anyMatch(c -> c.operator() == Operator.EXISTS && Boolean.FALSE.equals(c.operand()));
        return missing
                && checks.stream().anyMatch(c -> c.operator() != Operator.EXISTS || Boolean.TRUE.equals(c.operand()));
    }
}
