package io.itinera.journey.reporting;

import java.util.List;

/**
 * Which funnel is asked for.
 *
 * @param instances journey, version, days of entry and whether testers count
 * @param stages in order; empty for the main path
 * @param by what tells crowds apart
 */
public record FunnelQuery(ReportQuery instances, List<Stage> stages, By by) {

    /** More stages are no funnel, and each costs a look at every instance. */
    public static final int MOST_STAGES = 20;

    /** What tells crowds apart. */
    public sealed interface By {
        /** Nothing: one crowd. */
        record Nobody() implements By {}

        /** The segment or event that they entered by. */
        record Entry() implements By {}

        /** The version that they are on. */
        record Version() implements By {}

        /** The arm that they drew at a step. */
        record Arm(String split) implements By {}

        /**
         * Reads {@code entry}, {@code version} or {@code arm:split}; null is nobody.
         *
         * @throws IllegalArgumentException when it is none of these
         */
        static By parse(String text) {
            return switch (text) {
                case null -> new Nobody();
                case "entry" -> new Entry();
                case "version" -> new Version();
                case String arm when arm.startsWith("arm:") -> new Arm(arm.substring("arm:".length()));
                default ->
                    throw new IllegalArgumentException("is '" + text + "', expected entry, version or arm: and a step");
            };
        }
    }
}
