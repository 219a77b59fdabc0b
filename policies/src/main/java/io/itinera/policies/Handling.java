package io.itinera.policies;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What is done with a message that a policy holds back.
 *
 * @param action whether it waits
 * @param atMost how long after it was asked for it may go out; later it is dropped
 */
public record Handling(Action action, Duration atMost) {

    /** Whether a message that is held back waits. */
    public enum Action {
        /** It goes out at the first moment that is allowed. */
        DEFER,
        /** It does not go out. */
        DROP;

        /** The lower-case word used in JSON. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @param wire a lower-case word
         * @throws IllegalArgumentException when there is no such action
         */
        @JsonCreator
        public static Action of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /** True when a message that was asked for then may wait until that time. */
    boolean allows(Instant askedAt, Instant until) {
        return action == Action.DEFER && !until.isAfter(askedAt.plus(atMost));
    }
}
