package io.itinera.journey.definition;

import java.time.Instant;
import java.util.Map;

/** Where an instance goes from a step. */
public sealed interface StepResult {

    /** Machine-readable word why. */
    String reason();

    /** Operands that explain the reason. */
    Map<String, Object> detail();

    /** On to another step. */
    record Go(String next, String reason, Map<String, Object> detail) implements StepResult {
        Go(String next, String reason) {
            this(next, reason, Map.of());
        }
    }

    /**
     * Stay here.
     *
     * @param due when time ends the wait, or null where only what happens does
     */
    record Stay(Instant due, String reason, Map<String, Object> detail) implements StepResult {}

    /** The instance is over. */
    record End(String reason, Map<String, Object> detail) implements StepResult {}
}
