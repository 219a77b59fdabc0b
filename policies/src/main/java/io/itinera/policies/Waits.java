package io.itinera.policies;

import io.itinera.problems.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;

/** Reads how long a message may be put off. */
final class Waits {

    private static final Duration LONGEST = Duration.ofDays(90);

    private Waits() {}

    /**
     * @param text ISO 8601, a day is 24 hours; {@code otherwise} where it is null
     * @throws ProblemException 422 when it is no such duration
     */
    static Duration read(String text, Duration otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            Duration wait = Duration.parse(text);
            if (wait.isPositive() && wait.compareTo(LONGEST) <= 0) {
                return wait;
            }
        } catch (DateTimeException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    private static ProblemException refused(String text) {
        return ProblemException.invalid("/atMost", "is '" + text + "', expected a duration such as PT12H or P2D");
    }
}
