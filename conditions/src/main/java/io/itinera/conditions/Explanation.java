package io.itinera.conditions;

import java.util.List;
import java.util.Map;

/**
 * Why a condition holds or does not: each comparison with what it was held against, so that anyone can decide it again.
 *
 * @param condition what was asked
 * @param verdict whether it holds
 * @param operand what it was held against; null for a condition that is made of others
 * @param note what else one should know, such as a missing value or a comparison across types; null for nothing
 * @param parts explanations of the conditions that it is made of, also of those that could not change the verdict any more
 */
public record Explanation(Condition condition, boolean verdict, Operand operand, String note, List<Explanation> parts) {

    static Explanation leaf(Condition condition, boolean verdict, Operand operand, String note) {
        return new Explanation(condition, verdict, operand, note, List.of());
    }

    static Explanation node(Condition condition, boolean verdict, List<Explanation> parts) {
        return new Explanation(condition, verdict, null, null, parts);
    }

    /**
     * The explanation in the form of {@link #toMap}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Explanation parse(Map<?, ?> map) {
        return ExplanationForm.read(map);
    }

    /** The explanation as plain data, complete: {@link #parse} reads it. */
    public Map<String, Object> toMap() {
        return ExplanationForm.write(this);
    }

    /** The verdict, come to anew from the condition and what it was held against. */
    public boolean decide() {
        return switch (condition) {
            case All _ -> parts.stream().allMatch(Explanation::decide);
            case Any _ -> parts.stream().anyMatch(Explanation::decide);
            case Not _ -> !parts.getFirst().decide();
            case Comparison _, InSegment _, EventCount _, MessageIs _, Consented _, GoalReached _, Derived _ ->
                condition.test(new RecordedFacts(operand));
        };
    }

    /** What decided, in plain words, with the values: {@code property total (30) is at least 20}. */
    public String describe() {
        return ExplanationWords.of(this);
    }
}
