package io.itinera.journey.definition;

import io.itinera.contracts.TaskChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something that a step wants done outside of its instance. A step only says it; the engine makes an effect of it. A visit of a step
 * has one id, which each of its wishes carries.
 */
public sealed interface Wish {

    /** A message to the profile. */
    record Message(SendStep step) implements Wish {}

    /** Other traits of the profile. */
    record Traits(TraitChange change) implements Wish {}

    /** An event of the profile. */
    record Event(String name, Map<String, Object> properties) implements Wish {}

    /**
     * An instance of another journey.
     *
     * @param journey key of the other journey
     * @param properties of what stands for its entry event, or null for those of this journey's
     * @param context what it begins with
     * @param await true when the step waits for its end, or for the refusal
     */
    record Entry(String journey, Map<String, Object> properties, Map<String, Object> context, boolean await)
            implements Wish {}

    /** The end of the profile's instances of another journey. */
    record Leave(String journey) implements Wish {}

    /**
     * A call of an HTTP endpoint, whose answer the step waits for.
     *
     * @param target whom
     * @param sent what it gets
     * @param attempts most calls
     * @param until when the step no longer waits
     */
    record Call(WebhookStep.Target target, Sent sent, int attempts, Instant until) implements Wish {}

    /**
     * What an endpoint gets.
     *
     * @param method of HTTP
     * @param query values that are added to the URL
     * @param data values of the body; null for what is known of the profile and the instance
     * @param bare true where the body is the values alone
     */
    record Sent(String method, Map<String, Object> query, Map<String, Object> data, boolean bare) {}

    /**
     * A task for a person.
     *
     * @param text what is to be done
     * @param outcomes words that it can be closed with
     * @param traits what the person needs to see
     * @param assignees one of whom gets it; empty for nobody in particular
     * @param turn how one of them is found, or null where somebody is named
     * @param due when it is overdue, or null
     */
    record OpenTask(
            TaskStep.Text text,
            List<String> outcomes,
            Map<String, Object> traits,
            List<String> assignees,
            TaskChange.Turn turn,
            Instant due)
            implements Wish {}

    /** The step's task is overdue, and goes to the first of these where there is one. */
    record TaskOverdue(List<String> assignees) implements Wish {}

    /** The step's task is closed, with an outcome or, where that is null, without one. */
    record CloseTask(String outcome) implements Wish {}
}
