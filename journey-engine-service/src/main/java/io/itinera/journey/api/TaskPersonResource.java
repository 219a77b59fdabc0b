package io.itinera.journey.api;

import io.itinera.journey.tasks.People;
import io.itinera.journey.tasks.Person;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Who gets tasks in turn, how many, and who is away. */
@Path("/v1/task-people")
@Tag(name = "Tasks")
@Produces(MediaType.APPLICATION_JSON)
public class TaskPersonResource {

    private final People people;
    private final SecurityIdentity caller;

    TaskPersonResource(People people, SecurityIdentity caller) {
        this.people = people;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "People who get tasks, by name: how many they have and may have, and who is away",
            description = "Those of whom an operator has said something, and those who have a task that is not closed.")
    public Page list(@RestQuery String cursor, @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        List<Person> found = people.list(Cursor.read(cursor), limit + 1);
        List<Person> items = found.stream().limit(limit).toList();
        return new Page(
                items, found.size() > limit ? Cursor.after(items.getLast().name()) : null);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "One of the people who get tasks")
    public Person get(@RestPath String name) {
        return people.get(name);
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "Say how many open tasks a person may be given in turn, and until when they are away",
            description =
                    "Replaces what was said before. It counts from the next task that is given on; nobody loses what they have, and a "
                            + "task that names the person alone is theirs all the same.")
    public Person put(@RestPath String name, @Valid @NotNull Said said) {
        return people.put(
                name, said.capacity(), said.awayUntil(), caller.getPrincipal().getName());
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "Forget what was said of a person")
    public void remove(@RestPath String name) {
        people.remove(name);
    }

    /**
     * What is said of a person.
     *
     * @param capacity most open tasks to be given in turn; what journeys say where it is left out
     * @param awayUntil until when no task is given in turn; left out for somebody who is there
     */
    public record Said(@Min(0) @Max(100_000) Integer capacity, Instant awayUntil) {}

    /**
     * One page.
     *
     * @param items the people
     * @param cursor where the next page begins, null at the end
     */
    public record Page(List<Person> items, String cursor) {}
}
