package io.itinera.journey.api;

import io.itinera.journey.profile.LatestOfProfile;
import io.itinera.journey.reporting.HistoryEntry;
import io.itinera.journey.reporting.InstanceReports;
import io.itinera.journey.tasks.Task;
import io.itinera.journey.tasks.TaskState;
import io.itinera.journey.tasks.Tasks;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Work that journeys give to people. */
@Path("/v1/tasks")
@Tag(name = "Tasks", description = "Work that journeys give to people, and its outcomes")
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {

    private static final int LONGEST_PATH = 500;

    private final Tasks tasks;
    private final InstanceReports instances;
    private final LatestOfProfile profiles;
    private final SecurityIdentity caller;

    TaskResource(Tasks tasks, InstanceReports instances, LatestOfProfile profiles, SecurityIdentity caller) {
        this.tasks = tasks;
        this.instances = instances;
        this.profiles = profiles;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "Tasks by assignee and state, the earliest opened first",
            description =
                    "waiting=true: those alone that nobody has, since everybody in their list is away or has enough to do.")
    public Page list(
            @RestQuery String assignee,
            @RestQuery String state,
            @RestQuery @DefaultValue("false") boolean waiting,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        String last = Cursor.read(cursor);
        Task after = last.isEmpty() ? null : tasks.get(last);
        List<Task> found = tasks.list(assignee, state(state), waiting, after, limit + 1);
        List<Task> items = found.stream().limit(limit).toList();
        return new Page(
                items, found.size() > limit ? Cursor.after(items.getLast().id()) : null);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "A task, with the way that the instance has come, and what the profile did last",
            description =
                    "computed and events are as profile-service has them now, and null while it does not answer: a task is shown all the same.")
    public Detail get(@RestPath String id) {
        Task task = tasks.get(id);
        LatestOfProfile.Latest latest = profiles.of(task.profileId());
        return new Detail(
                task,
                instances.history(task.journey().instance(), -1, LONGEST_PATH),
                latest.computed(),
                latest.events());
    }

    @POST
    @Path("/{id}/claim")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.EDITOR, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "Take a task that nobody is at")
    public Task claim(@RestPath String id) {
        return tasks.claim(id, actor());
    }

    @POST
    @Path("/{id}/complete")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "Close a task with an outcome, by which the instance goes on")
    public Task complete(@RestPath String id, @Valid @NotNull Completion completion) {
        return tasks.complete(id, completion.outcome(), actor(), completion.note());
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }

    private static TaskState state(String state) {
        return state == null
                ? null
                : Arrays.stream(TaskState.values())
                        .filter(s -> s.wire().equals(state))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.invalid(
                                "?state", "is '%s', expected open, claimed, done or withdrawn".formatted(state)));
    }

    /**
     * How a task is closed.
     *
     * @param outcome one of the task's outcomes
     * @param note in the caller's words
     */
    public record Completion(
            @NotBlank String outcome, @Size(max = 4000) String note) {}

    /**
     * One page.
     *
     * @param items the tasks
     * @param cursor where the next page begins, null at the end
     */
    public record Page(List<Task> items, String cursor) {}

    /**
     * A task and how it came about.
     *
     * @param task the task
     * @param path what the instance did, in order
     * @param computed the profile's computed traits, such as scores, as they are now; null while they cannot be asked for
     * @param events what the profile did and what became of messages to it, the newest first; null while that cannot be asked for
     */
    public record Detail(
            Task task, List<HistoryEntry> path, Map<String, Object> computed, List<LatestOfProfile.Event> events) {}
}
