package io.itinera.journey.api;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyPublisher;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Match;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.trial.PublishGate;
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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A journey's life: publish, pause, resume, archive. Each needs If-Match with the ETag of the journey that was read. */
@Path("/v1/journeys/{key}")
@Tag(name = "Publishing", description = "Publish, pause, resume and archive journeys; versions and audit")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class LifeResource {

    private final Journeys journeys;
    private final JourneyPublisher publisher;
    private final PublishGate gate;
    private final SecurityIdentity caller;

    LifeResource(Journeys journeys, JourneyPublisher publisher, PublishGate gate, SecurityIdentity caller) {
        this.journeys = journeys;
        this.publisher = publisher;
        this.gate = gate;
        this.caller = caller;
    }

    @POST
    @Path("/publish")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.APPROVER)
    @Operation(
            summary = "Make the draft an immutable version that new entries use",
            description = "Refused when the check finds an error, or a saved scenario fails.")
    public Response publish(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        Match match = IfMatch.parse(ifMatch);
        Journey seen = journeys.get(key);
        if (match.allows(seen.revision()) && seen.state() != JourneyState.ARCHIVED) {
            gate.admit(seen);
        }
        return announced(journeys.publish(key, match.only(seen.revision()), actor()));
    }

    @POST
    @Path("/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "Stop entries",
            description = "Mode hold: instances stand still until resumed. Mode drain: they go on to their ends.")
    public Response pause(
            @RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, JourneyView.Pause pause) {
        String mode = pause == null || pause.mode() == null ? "" : pause.mode();
        JourneyState to =
                switch (mode) {
                    case "hold" -> JourneyState.HELD;
                    case "drain" -> JourneyState.DRAINING;
                    default ->
                        throw ProblemException.invalid("/mode", "is '%s', expected hold or drain".formatted(mode));
                };
        return announced(journeys.pause(key, IfMatch.parse(ifMatch), to, actor()));
    }

    @POST
    @Path("/resume")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "Take entries again; waits that came due meanwhile go on")
    public Response resume(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return announced(journeys.resume(key, IfMatch.parse(ifMatch), actor()));
    }

    @POST
    @Path("/archive")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "End the journey and its instances, for ever")
    public Response archive(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return announced(journeys.archive(key, IfMatch.parse(ifMatch), actor()));
    }

    @GET
    @Path("/versions")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "Published versions, oldest first")
    public List<JourneyView.VersionSummary> versions(@RestPath String key) {
        int current = journeys.get(key).currentVersion();
        return journeys.versions(key).stream()
                .map(v -> new JourneyView.VersionSummary(
                        v.version(), v.publishedAt(), v.publishedBy(), v.version() == current))
                .toList();
    }

    @GET
    @Path("/versions/{version}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "The definition of a published version")
    public Response version(@RestPath String key, @RestPath int version) {
        return Response.ok(journeys.version(key, version).definition())
                .tag("v" + version)
                .build();
    }

    @GET
    @Path("/audit")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "Who did what to the journey, newest first")
    public List<Journey.Audit> audit(
            @RestPath String key, @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return journeys.audit(key, limit);
    }

    private Response announced(Journey journey) {
        boolean announced = publisher.announce(journey.key());
        return Response.ok(JourneyView.of(journey, announced, JourneyDefinitions.check(journey.draft())))
                .tag(Long.toString(journey.revision()))
                .build();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
