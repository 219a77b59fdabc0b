package io.itinera.journey.tasks;

import io.itinera.journey.definition.Answer;
import io.itinera.journey.engine.Input;
import io.itinera.journey.inputs.JourneyInputs;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people do with tasks. */
@ApplicationScoped
public class Tasks {

    private final TaskStore store;
    private final JourneyInputs inputs;
    private final InstantSource clock;

    Tasks(TaskStore store, JourneyInputs inputs, InstantSource clock) {
        this.store = store;
        this.inputs = inputs;
        this.clock = clock;
    }

    /** One task; a 404 problem when there is none. */
    public Task get(String id) {
        return store.find(id).orElseThrow(() -> missing(id));
    }

    /**
     * Tasks, the earliest opened first.
     *
     * @param assignee whose, or null for everybody's
     * @param state in which state, or null for any
     * @param waiting true for those alone that wait since nobody in their list is free
     * @param after the last task of the page before, or null
     */
    public List<Task> list(String assignee, TaskState state, boolean waiting, Task after, int limit) {
        TaskStore.Place place = after == null ? null : new TaskStore.Place(after.openedAt(), after.id());
        return store.list(assignee, state, waiting, place, limit);
    }

    /** Gives an open task to the caller; one that the caller has already stays theirs. */
    @Transactional
    public Task claim(String id, String by) {
        Task task = unfinished(id);
        if (task.state() == TaskState.CLAIMED && !by.equals(task.assignee())) {
            throw new ProblemException(CommonProblem.CONFLICT, "somebody else is at the task");
        }
        store.claim(id, by);
        return store.find(id).orElseThrow();
    }

    /**
     * Closes a task with an outcome; returns when Kafka has it. The instance then goes on.
     *
     * @param note in the caller's words, or null
     */
    @Transactional
    public Task complete(String id, String outcome, String by, String note) {
        Task task = unfinished(id);
        if (!task.content().outcomes().contains(outcome)) {
            throw ProblemException.invalid(
                    "/outcome",
                    "is '%s', expected one of %s"
                            .formatted(outcome, String.join(", ", task.content().outcomes())));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.close(id, new Task.Closing(outcome, by, note, now));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("task", id);
        values.put("by", by);
        if (note != null) {
            values.put("note", note);
        }
        inputs.sendAndWait(
                task.profileId(),
                new Input.Answered(
                        task.journey().instance(),
                        task.journey().step(),
                        task.visit(),
                        new Answer(outcome, values),
                        now));
        return store.find(id).orElseThrow();
    }

    private Task unfinished(String id) {
        Task task = store.locked(id).orElseThrow(() -> missing(id));
        if (task.state() == TaskState.DONE || task.state() == TaskState.WITHDRAWN) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "the task is " + task.state().wire());
        }
        return task;
    }

    private static ProblemException missing(String id) {
        return ProblemException.notFound("task '%s'".formatted(id));
    }
}
