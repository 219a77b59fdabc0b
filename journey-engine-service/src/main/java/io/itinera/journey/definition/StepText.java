package io.itinera.journey.definition;

import java.util.List;

/**
 * A step in plain English.
 *
 * @param does what it does: a sentence without its full stop, such as {@code Wait for 1 hour}
 * @param ways where it leads, in order; none for a step that ends the instance
 */
public record StepText(String does, List<Way> ways) {

    public StepText {
        ways = List.copyOf(ways);
    }

    /**
     * Where a step leads.
     *
     * @param when in which case, a clause such as {@code if trait email exists}; empty for always
     * @param step key of the step that follows
     */
    public record Way(String when, String step) {}

    /** A step that leads to one other step. */
    static StepText then(String does, String next) {
        return new StepText(does, List.of(new Way("", next)));
    }
}
