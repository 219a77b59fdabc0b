package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Path;
import io.itinera.conditions.Span;
import java.util.List;

/**
 * How an instance begins.
 *
 * @param on what must happen
 * @param audience who qualifies, or null for everyone
 * @param reentry whether a profile may enter again
 * @param rollout share of the profiles that may enter
 * @param maxAge an event older than this does not enter, or null
 */
public record Entry(Trigger on, Condition audience, Reentry reentry, Rollout rollout, Span maxAge) {

    /** Whether a profile may enter again. */
    public sealed interface Reentry {

        /** Name of the mode in the journey language. */
        default String wire() {
            return switch (this) {
                case Once _ -> "once";
                case AfterExit _ -> "after-exit";
                case EveryTime _ -> "every-time";
            };
        }

        /** Once, ever. */
        record Once() implements Reentry {}

        /**
         * When no instance is live.
         *
         * @param cooldown that must have passed since the last entry, or null
         */
        record AfterExit(Span cooldown) implements Reentry {}

        /**
         * Every time; one live instance per value.
         *
         * @param key path of the property whose value tells instances apart, or null where each event begins its own
         */
        record EveryTime(Path key) implements Reentry {}
    }

    /**
     * A limited launch.
     *
     * @param percent sticky share of the profiles, 0 to 100
     * @param always segments whose members enter in any case
     */
    public record Rollout(double percent, List<String> always) {
        /** Everyone. */
        public static final Rollout ALL = new Rollout(100, List.of());
    }
}
