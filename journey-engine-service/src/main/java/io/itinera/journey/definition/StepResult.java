package io.itinera.journey.definition;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an instance goes from a step. */
public sealed interface StepResult {

    /** Why. */
    Reason reason();

    /** Operands that explain the reason. */
    Map<String, Object> detail();

    /** On to another step. */
    record Go(String next, Reason reason, Map<String, Object> detail) implements StepResult {
        Go(String next, ReasonWord reason, Map<String, Object> detail) {
            this(next, reason.alone(), detail);
        }

        Go(String next, ReasonWord reason) {
            this(next, reason, Map.of());
        }

        /** The same, with more that explains it. */
        public Go with(Map<String, Object> more) {
            Map<String, Object> all = new LinkedHashMap<>(detail);
            all.putAll(more);
            return new Go(next, reason, all);
        }
    }

    /**
     * Stay here.
     *
     * @param due when time ends the wait, or null where only what happens does
     */
    record Stay(Instant due, Reason reason, Map<String, Object> detail) implements StepResult {
        Stay(Instant due, ReasonWord reason, Map<String, Object> detail) {
            this(due, reason.alone(), detail);
        }
    }

    /** The instance is over. */
    record End(Reason reason, Map<String, Object> detail) implements StepResult {}
}
