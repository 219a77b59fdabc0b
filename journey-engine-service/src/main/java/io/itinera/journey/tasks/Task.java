package io.itinera.journey.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.TaskChange;
import java.time.Instant;
import java.util.List;

/**
 * A task.
 *
 * @param id its id
 * @param profileId whom it is about
 * @param journey the step that waits
 * @param visit how often the instance had come to it
 * @param content what is to be done
 * @param state where in its life it is
 * @param overdue true when its time has passed
 * @param assignee who has it, or null
 * @param waitsFor people of whom the first who is free gets it, while nobody has it and none of them is; null else
 * @param openedAt logical time
 * @param closing how it was closed, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Task(
        String id,
        String profileId,
        JourneyRef journey,
        int visit,
        TaskChange.Content content,
        TaskState state,
        boolean overdue,
        String assignee,
        List<String> waitsFor,
        Instant openedAt,
        Closing closing) {

    /**
     * How a task was closed.
     *
     * @param outcome the outcome, or null for one that was withdrawn
     * @param by who closed it, or null
     * @param note in their words, or null
     * @param at when
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Closing(String outcome, String by, String note, Instant at) {}
}
