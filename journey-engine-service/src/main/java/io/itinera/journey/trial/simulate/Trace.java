package io.itinera.journey.trial.simulate;

import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a simulation saw.
 *
 * @param journey journey key
 * @param beats what happened, in order, with what it led to; what led to nothing is among them
 * @param ways the journey's instances, in the order in which they began
 * @param refusals entries of the journey that were refused
 * @param arms the arms that the scenario forced
 * @param until virtual time at the end
 * @param stopped why it ended before its time, or null
 */
public record Trace(
        String journey,
        List<Beat> beats,
        List<Way> ways,
        List<Refusal> refusals,
        Map<String, String> arms,
        Instant until,
        String stopped) {

    /**
     * One input and what the engine made of it.
     *
     * @param at virtual time
     * @param input {@code event}, {@code entry}, {@code message}, {@code answer}, {@code time} or {@code timer}
     * @param about what it was: the event's name, the message's status, the step that waited
     * @param message id of the message that it was about, or null
     * @param transitions steps taken, with their reasons, also of other journeys that run alongside
     * @param messages messages asked for
     * @param timers timers set
     * @param events events and trait changes that the journey itself put on the stream
     */
    public record Beat(
            Instant at,
            String input,
            String about,
            String message,
            List<Transition> transitions,
            List<Message> messages,
            List<Timer> timers,
            List<Emitted> events) {}

    /**
     * A message that was asked for.
     *
     * @param id message id
     * @param step key of the step
     * @param channel first channel
     * @param template template key
     * @param purpose consent purpose
     * @param offer key of the offer that it makes, or null
     * @param at when it was asked for
     */
    public record Message(
            String id, String step, String channel, String template, String purpose, String offer, Instant at) {}

    /** A timer: when it is due, and the step that it belongs to, or a name such as {@code @max-duration}. */
    public record Timer(Instant due, String step) {}

    /** An event or a change of traits that a step made. */
    public record Emitted(String type, String event, Map<String, Object> data) {}

    /**
     * The way of one instance.
     *
     * @param instance id
     * @param enteredAt when it began
     * @param path steps in the order in which it came to them
     * @param status {@code waiting}, {@code exited} or {@code failed}
     * @param step where it stands, or stood last
     * @param due when its wait is over, or null
     * @param reason why it ended, or null
     * @param endedAt when it ended, or null
     * @param goals keys of the goals reached, in order
     * @param arms the arm taken at each split
     * @param messages what was asked for
     * @param became what became of each message, by step
     */
    public record Way(
            String instance,
            Instant enteredAt,
            List<String> path,
            String status,
            String step,
            Instant due,
            String reason,
            Instant endedAt,
            List<String> goals,
            Map<String, String> arms,
            List<Message> messages,
            Map<String, Set<MessageStatus>> became) {}

    /** An entry that was refused, and why. */
    public record Refusal(Instant at, String reason, Map<String, Object> detail) {}
}
