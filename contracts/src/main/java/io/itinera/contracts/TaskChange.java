package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a journey wants of a person, and what became of that: the value on {@link Topics#JOURNEY_TASKS}, keyed by profile id. Also for
 * connectors that carry tasks to other systems.
 *
 * @param id pure function of (instance, step, visit): a repeat is the same task
 * @param profileId whom the task is about
 * @param journey the step that waits
 * @param visit how often the instance has come to it
 * @param kind what happened
 * @param content what is to be done; null but when the task is opened
 * @param assignees one of them gets the task: the next in turn where there are several; when the task is overdue, who gets it now;
 *     empty where nobody is named
 * @param turn how one of several is found when the task is opened; null where nobody or one person is named
 * @param outcome outcome that it was closed with; null where the instance went on or ended without one
 * @param at logical time
 */
public record TaskChange(
        String id,
        String profileId,
        JourneyRef journey,
        int visit,
        Kind kind,
        Content content,
        List<String> assignees,
        Turn turn,
        String outcome,
        Instant at) {

    public TaskChange {
        assignees = assignees == null ? List.of() : assignees;
    }

    /**
     * What is to be done.
     *
     * @param title one line
     * @param description more, or null
     * @param outcomes words that it can be closed with
     * @param traits the traits that the step asks for, as they are then
     * @param event properties of the event that ended the last wait, else of the entry event
     * @param dueAt when it is overdue, or null
     * @param path the journey's steps that the instance has come to so far, this one among them, in the order in which it first came to each
     */
    public record Content(
            String title,
            String description,
            List<String> outcomes,
            Map<String, Object> traits,
            Map<String, Object> event,
            Instant dueAt,
            List<String> path) {
        public Content {
            outcomes = outcomes == null ? List.of() : outcomes;
            traits = traits == null ? Map.of() : traits;
            event = event == null ? Map.of() : event;
            path = path == null ? List.of() : path;
        }
    }

    /**
     * The next in turn gets the task who is not away and has not too much to do; while nobody is, it waits.
     *
     * @param rule number of the step's rule that named the list, from 1; null where none did
     * @param capacity most open tasks that one of them may have, unless it is otherwise with a person; null for no limit
     */
    public record Turn(Integer rule, Integer capacity) {}

    /** What happened to a task. */
    public enum Kind {
        /** It is to be done. */
        OPENED,
        /** Its time has passed, and it is still to be done. */
        OVERDUE,
        /** It was done, or is no longer wanted. */
        CLOSED;

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
