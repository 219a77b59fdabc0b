package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Remark;
import io.itinera.journey.definition.JourneySchema;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Journeys as their authors write them. */
@Path("/v1/journeys")
@Tag(name = "Journeys", description = "Write, check and read journeys, in JSON or YAML")
@Consumes({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class DraftResource {

    private final Journeys journeys;
    private final JourneyViews views;
    private final SecurityIdentity caller;

    DraftResource(Journeys journeys, JourneyViews views, SecurityIdentity caller) {
        this.journeys = journeys;
        this.views = views;
        this.caller = caller;
    }

    @POST
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Create a journey with its first draft")
    public Response create(JsonNode definition, @RestQuery String note, @RestQuery List<String> link) {
        Journey journey = journeys.create(present(definition), new Remark(note, link), actor());
        return Response.created(URI.create("/v1/journeys/" + journey.key()))
                .tag(Long.toString(journey.revision()))
                .entity(views.of(journey))
                .build();
    }

    @PUT
    @Path("/{key}/draft")
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Replace the draft",
            description =
                    "Needs If-Match with the ETag of the journey that was read; note and link go into the audit trail.")
    public Response edit(
            @RestPath String key,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            JsonNode definition,
            @RestQuery String note,
            @RestQuery List<String> link) {
        return answer(journeys.edit(key, IfMatch.parse(ifMatch), present(definition), new Remark(note, link), actor()));
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "List journeys in the order of their keys")
    public JourneyView.Page list(
            @RestQuery String state,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<Journey> page = journeys.list(Cursor.read(cursor), state(state), limit + 1);
        boolean more = page.size() > limit;
        List<JourneyView.Summary> items =
                views.summaries(page.stream().limit(limit).toList());
        return new JourneyView.Page(items, more ? Cursor.after(items.getLast().key()) : null);
    }

    @GET
    @Path("/schema")
    @Produces("application/schema+json")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "The JSON Schema of the journey language")
    public String schema() {
        return JourneySchema.text();
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "A journey with its draft; its ETag is the condition of changes")
    public Response get(@RestPath String key) {
        return answer(journeys.get(key));
    }

    @GET
    @Path("/{key}/draft")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "The draft's definition alone")
    public Response draft(@RestPath String key) {
        Journey journey = journeys.get(key);
        return Response.ok(journey.draft())
                .tag(Long.toString(journey.revision()))
                .build();
    }

    private Response answer(Journey journey) {
        return Response.ok(views.of(journey))
                .tag(Long.toString(journey.revision()))
                .build();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }

    private static JsonNode present(JsonNode definition) {
        if (definition == null || definition.isMissingNode()) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_REQUEST, "the body is a journey definition, but is empty");
        }
        return definition;
    }

    private static Optional<JourneyState> state(String state) {
        try {
            return Optional.ofNullable(state).map(JourneyState::of);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("?state", e.getMessage());
        }
    }
}
