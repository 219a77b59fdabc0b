package io.itinera.journey.api;

import io.itinera.journey.trial.backtest.BackTest;
import io.itinera.journey.trial.backtest.BackTests;
import io.itinera.problems.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A journey over the recorded log of a past period. Sends nothing. */
@Path("/v1/journeys/{key}/back-tests")
@Tag(name = "Trying")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class BackTestResource {

    private final BackTests backTests;
    private final SecurityIdentity caller;

    BackTestResource(BackTests backTests, SecurityIdentity caller) {
        this.backTests = backTests;
        this.caller = caller;
    }

    /**
     * A page of back-tests.
     *
     * @param items the newest first, without their reports
     * @param next cursor of the next page, or null
     */
    @RegisterForReflection
    public record Page(List<BackTest> items, String next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "Ask for a back-test",
            description = "It runs in the background; read it at its Location. version: live (as it was published),"
                    + " draft, or a number. caps: frequency caps as channel-service's API tells them, to go by instead of those in"
                    + " force (what if the cap were 2 a week); an empty list for none.")
    public Response ask(@RestPath String key, @NotNull @Valid BackTests.Request request) {
        BackTest asked = backTests.ask(key, request, caller.getPrincipal().getName());
        return Response.accepted(asked)
                .location(URI.create("/v1/journeys/" + key + "/back-tests/" + asked.id()))
                .build();
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "A journey's back-tests, the newest first")
    public Page list(
            @RestPath String key,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("20") @Min(1) @Max(100) int limit) {
        List<BackTest> page = backTests.list(key, before(Cursor.read(cursor)), limit + 1);
        List<BackTest> items = page.stream().limit(limit).toList();
        return new Page(
                items,
                page.size() > limit ? Cursor.after(items.getLast().createdAt().toString()) : null);
    }

    private static Instant before(String cursor) {
        try {
            return cursor.isEmpty() ? Instant.parse("9999-01-01T00:00:00Z") : Instant.parse(cursor);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("?cursor", "is not a cursor that a page before answered with");
        }
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "A back-test: how far it is, and in the end its report")
    public BackTest get(@RestPath String key, @RestPath UUID id) {
        return backTests.get(key, id);
    }

    @POST
    @Path("/{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "End a back-test that waits or runs")
    public BackTest cancel(@RestPath String key, @RestPath UUID id) {
        return backTests.cancel(key, id);
    }

    @POST
    @Path("/{id}/restart")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "Begin a back-test anew that is over")
    public BackTest restart(@RestPath String key, @RestPath UUID id) {
        return backTests.restart(key, id);
    }
}
