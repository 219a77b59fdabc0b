package io.itinera.conditions;

import java.util.List;
import java.util.stream.Collectors;

/** A condition that cannot be read, with all that is wrong with it. */
public final class InvalidConditionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems at least one
     */
    public InvalidConditionException(List<Problem> problems) {
        super(
                problems.stream()
                        .map(p -> (p.pointer().isEmpty() ? "the condition" : p.pointer()) + " " + p.message())
                        .collect(Collectors.joining("; ")),
                null,
                false,
                false);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the document. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One place that is wrong.
     *
     * @param pointer JSON pointer to it
     * @param message what is wrong there, and what is expected
     */
    public record Problem(String pointer, String message) {}
}
