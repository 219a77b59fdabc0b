package io.itinera.journey.engine;

import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an instance has seen and done, while an input is applied to it; kept as {@link Instance.Progress}. */
final class Diary {

    /** After these the next channel is tried. */
    private static final Set<MessageStatus> NOT_TAKEN = EnumSet.of(MessageStatus.SUPPRESSED, MessageStatus.BOUNCED);

    private final Map<String, Object> context;
    private final Map<String, Instance.Message> messages;
    private final Map<String, Integer> visits;
    private final Set<String> goals;
    private final Map<String, String> arms;
    private Map<String, Object> event;

    Diary(Instance.Progress so) {
        this.event = so.event();
        this.context = new HashMap<>(so.context());
        this.messages = new HashMap<>(so.messages());
        this.visits = new LinkedHashMap<>(so.visits());
        this.goals = new HashSet<>(so.goals());
        this.arms = new HashMap<>(so.arms());
    }

    /** As it is to be kept. */
    Instance.Progress progress() {
        return new Instance.Progress(
                event,
                Map.copyOf(context),
                Map.copyOf(messages),
                Collections.unmodifiableMap(new LinkedHashMap<>(visits)),
                Set.copyOf(goals),
                Map.copyOf(arms));
    }

    Map<String, Object> event() {
        return event;
    }

    void event(Map<String, Object> properties) {
        event = properties;
    }

    Map<String, Object> context() {
        return context;
    }

    void remember(String step, Map<String, Object> values) {
        context.put(step, values);
    }

    Map<String, Object> remembered(String step) {
        Map<String, Object> found = new HashMap<>();
        if (context.get(step) instanceof Map<?, ?> values) {
            values.forEach((name, value) -> found.put(String.valueOf(name), value));
        }
        return found;
    }

    /** The latest message of each step. */
    Map<String, Instance.Message> messages() {
        return messages;
    }

    Instance.Message message(String sendStep) {
        return messages.get(sendStep);
    }

    void asked(String sendStep, String message, List<String> fallback) {
        messages.put(sendStep, new Instance.Message(message, fallback, Set.of()));
    }

    /**
     * One of its messages has come to a status, by its first channel or by a later one: what became of a message is what became of
     * it by any channel. That one channel did not take it (suppressed, bounced) is told of the message only when no other channel
     * follows: until then it is on its way. An older message of the same step no longer counts.
     */
    void messageChanged(MessageOutcome outcome) {
        messages.replaceAll((sendStep, message) -> {
            boolean goesOn = NOT_TAKEN.contains(outcome.status()) && !message.endsWith(outcome.messageId());
            if (!message.goesBy(outcome.messageId()) || goesOn) {
                return message;
            }
            Set<MessageStatus> statuses = EnumSet.of(outcome.status());
            statuses.addAll(message.statuses());
            return new Instance.Message(message.id(), message.fallback(), statuses);
        });
    }

    void comesTo(String step) {
        visits.merge(step, 1, Integer::sum);
    }

    /** The steps that it has come to, in the order in which it first came to each. */
    List<String> path() {
        return List.copyOf(visits.keySet());
    }

    int visits(String step) {
        return visits.getOrDefault(step, 0);
    }

    void reached(String goal) {
        goals.add(goal);
    }

    Set<String> goals() {
        return goals;
    }

    void drew(String step, String arm) {
        arms.put(step, arm);
    }

    Map<String, String> arms() {
        return arms;
    }
}
