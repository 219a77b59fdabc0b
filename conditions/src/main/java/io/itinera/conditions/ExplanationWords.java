package io.itinera.conditions;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Explanations as clauses: what decided, with the values. */
final class ExplanationWords {

    private ExplanationWords() {}

    static String of(Explanation explanation) {
        boolean holds = explanation.verdict();
        return switch (explanation.condition()) {
            // One part that does not hold decides against all; one that holds decides for any.
            case All _ -> joined(explanation.parts(), holds);
            case Any _ -> joined(explanation.parts(), holds);
            case Not _ -> of(explanation.parts().getFirst());
            case Comparison comparison ->
                Phrases.subject(comparison)
                        + " (" + actual(explanation.operand()) + ") "
                        + Phrases.predicate(comparison, holds)
                        + noted(explanation);
            case EventCount count -> Phrases.of(count, holds) + " (" + times(explanation.operand()) + ")";
            case MessageIs message -> Phrases.of(message, holds) + met(explanation.operand());
            case Derived derived ->
                Phrases.of(derived, holds) + Histories.words(derived, explanation.operand()) + note(explanation);
            case InSegment _, Consented _, GoalReached _ -> Phrases.of(explanation.condition(), holds);
        };
    }

    private static String joined(List<Explanation> parts, boolean verdict) {
        return parts.stream()
                .filter(part -> part.verdict() == verdict)
                .map(ExplanationWords::of)
                .collect(Collectors.joining(" and "));
    }

    private static String actual(Operand operand) {
        if (operand.value() == null) {
            return "missing";
        }
        String value = operand.several() && operand.value() instanceof List<?> values && values.isEmpty()
                ? "none"
                : Words.value(operand.value());
        return value + (operand.cut() ? ", shortened" : "");
    }

    /** A missing value is said already. */
    private static String noted(Explanation explanation) {
        return explanation.note() == null || explanation.operand().value() == null ? "" : ": " + explanation.note();
    }

    private static String note(Explanation explanation) {
        return explanation.note() == null ? "" : ": " + explanation.note();
    }

    private static String times(Operand operand) {
        return operand.value() instanceof Number count && count.longValue() == 1 ? "once" : operand.value() + " times";
    }

    private static String met(Operand operand) {
        return operand.value() instanceof Map<?, ?> met && !met.isEmpty()
                ? met.entrySet().stream()
                        .map(e -> e.getKey() + ": "
                                + Words.list(
                                        ((List<?>) e.getValue())
                                                .stream().map(String::valueOf).toList(),
                                        "and"))
                        .sorted()
                        .collect(Collectors.joining("; ", " (", ")"))
                : "";
    }
}
