package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All live versions of one journey: the value on {@link Topics#JOURNEYS}, keyed by journey key.
 *
 * @param key journey key
 * @param state whether it takes entries and moves its instances
 * @param current the version that new entries use
 * @param versions definitions by version, oldest first, all that an instance may still be on
 * @param migrations what becomes of those inside, by number; empty where everyone stays on their version
 * @param pauses when it took no entries, oldest first; the last has no end while it is paused
 * @param rollouts shares of the profiles that took the place of the version's own, oldest first
 * @param learning decisions to stop the learning of steps, or to let it go on, oldest first
 */
public record PublishedJourney(
        String key,
        State state,
        int current,
        List<Version> versions,
        List<Migration> migrations,
        List<Pause> pauses,
        List<Rollout> rollouts,
        List<Learning> learning) {

    public PublishedJourney {
        migrations = migrations == null ? List.of() : migrations;
        pauses = pauses == null ? List.of() : pauses;
        rollouts = rollouts == null ? List.of() : rollouts;
        learning = learning == null ? List.of() : learning;
    }

    /** A journey whose steps learn as their definitions say. */
    public PublishedJourney(
            String key,
            State state,
            int current,
            List<Version> versions,
            List<Migration> migrations,
            List<Pause> pauses,
            List<Rollout> rollouts) {
        this(key, state, current, versions, migrations, pauses, rollouts, List.of());
    }

    /** A journey that was neither migrated nor paused, and whose share nobody changed. */
    public PublishedJourney(String key, State state, int current, List<Version> versions) {
        this(key, state, current, versions, List.of(), List.of(), List.of());
    }

    /** A published, immutable definition in the form of the journey language. */
    public record Version(int version, JsonNode definition, Instant publishedAt) {}

    /**
     * Leads those inside to another version, or takes an earlier migration back.
     *
     * @param number counts the migrations of a journey, from 1: they apply in this order
     * @param undoes number of the migration that this one takes back, or null
     * @param from versions whose instances it moves
     * @param to version that they move to
     * @param follow where a step has no counterpart: true to stay until a step has one, false to leave the journey
     * @param steps counterpart in {@code to} of steps of {@code from}; a step that is not named has the one of its own key
     * @param ends steps of {@code from} whose instances leave the journey
     * @param at when it was published
     */
    public record Migration(
            int number,
            Integer undoes,
            List<Integer> from,
            int to,
            boolean follow,
            Map<String, String> steps,
            List<String> ends,
            Instant at) {

        public Migration {
            from = from == null ? List.of() : from;
            steps = steps == null ? Map.of() : steps;
            ends = ends == null ? List.of() : ends;
        }
    }

    /**
     * A time in which a journey took no entries.
     *
     * @param from its first moment
     * @param until the first moment after it, or null while it lasts
     * @param hold true when instances stood still, too
     * @param skip what came due while instances stood still: true to pass it without its actions, false to do it afterwards
     */
    public record Pause(Instant from, Instant until, boolean hold, boolean skip) {}

    /**
     * Another share of the profiles.
     *
     * @param version the version whose share it replaces
     * @param percent 0 to 100
     * @param from entries from this moment on
     */
    public record Rollout(int version, double percent, Instant from) {}

    /**
     * Stops the learning of a step, or lets it go on.
     *
     * @param step key
     * @param stopped true when the step goes by its fixed weights or its default
     * @param from visits from this moment on
     */
    public record Learning(String step, boolean stopped, Instant from) {}

    /** Life of a published journey. */
    public enum State {
        /** Takes entries. */
        LIVE,
        /** Takes no entries; instances go on, see the pause's mode. */
        DRAINING,
        /** Takes no entries, and instances stand still. */
        HELD,
        /** Over: its instances end. */
        ARCHIVED;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** The lower-case name used in JSON. */
        @JsonValue
        public String wire() {
            return wire;
        }

        /**
         * @param wire a lower-case name
         * @throws IllegalArgumentException when there is no such state
         */
        @JsonCreator
        public static State of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
