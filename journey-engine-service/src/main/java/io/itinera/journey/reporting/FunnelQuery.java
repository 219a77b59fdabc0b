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

        /** The arm that they drew at a step first, or that was chosen for them: a channel at a step that chooses channels. */
        record Arm(String split) implements By {}

        /** Whether their profile was in a segment when they entered. */
        record Segment(String key) implements By {}

        /**
         * Reads {@code entry}, {@code version}, {@code arm:split} or {@code segment:vip}; null is nobody.
         *
         * @throws IllegalArgumentException when it is none of these
         */
        static By parse(String text) {
            return switch (text) {
                case null -> new Nobody();
                case "entry" -> new Entry();
                case "version" -> new Version();
                case String arm when arm.startsWith("arm:") -> new Arm(arm.substring("arm:".length()));
                case String segment
                when segment.startsWith("segment:") && segment.length() > "segment:".length() ->
                    new Segment(segment.substring("segment:".length()));
                default ->
                    throw new IllegalArgumentException(
                            "is '" + text + "', expected entry, version, arm: and a step, or segment: and a segment");
            };
        }
    }
}
