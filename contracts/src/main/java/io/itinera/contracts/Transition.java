package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * One step that an instance took, and why: the value on {@link Topics#TRANSITIONS}, keyed by profile id.
 *
 * @param id pure function of instance and sequence number
 * @param profileId whose instance
 * @param journey the journey, its version, the instance and the step that it happened at; the step is null for a refusal
 * @param kind what happened
 * @param stepType type of the step, such as {@code send}; null where no step is concerned
 * @param next the step that follows, or null
 * @param reason machine-readable word why: {@code event}, {@code timeout}, {@code otherwise}, {@code exit:bought}, …
 * @param detail operands that explain the reason: the condition's values, the arm drawn, when a wait is due
 * @param at logical time
 * @param sequence number of the transition within the instance, from 0
 */
public record Transition(
        String id,
        String profileId,
        JourneyRef journey,
        Kind kind,
        String stepType,
        String next,
        String reason,
        Map<String, Object> detail,
        Instant at,
        long sequence) {

    public Transition {
        detail = detail == null ? Map.of() : detail;
    }

    /** What happened. */
    public enum Kind {
        /** An instance began. */
        ENTERED,
        /** An entry was refused: re-entry rule, audience, rollout. */
        REFUSED,
        /** A step was passed. */
        MOVED,
        /** An instance began to wait at a step. */
        WAITING,
        /** An instance was led to another version: the version is the one that it left, {@code reason} names the new one. */
        MIGRATED,
        /** A goal was reached. */
        GOAL,
        /** The instance ended: exit step, exit rule, maximal duration, archive. */
        EXITED,
        /** The instance ended on an error. */
        FAILED;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** The lower-case name used in JSON. */
        @JsonValue
        public String wire() {
            return wire;
        }

        /**
         * @param wire a lower-case name
         * @throws IllegalArgumentException when there is no such kind
         */
        @JsonCreator
        public static Kind of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
