package io.itinera.journey.api;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Match;
import io.itinera.journey.catalog.Publishing;
import io.itinera.journey.trial.PublishGate;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** A journey's life: publish, pause, resume, archive. Each needs If-Match with the ETag of the journey that was read. */
@Path("/v1/journeys/{key}")
@Tag(name = "Publishing", description = "Publish, pause, resume and archive journeys; versions and audit")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class LifeResource {

    private final Journeys journeys;
    private final Publishing publishing;
    private final JourneyViews views;
    private final PublishGate gate;
    private final SecurityIdentity caller;

    LifeResource(
            Journeys journeys, Publishing publishing, JourneyViews views, PublishGate gate, SecurityIdentity caller) {
        this.journeys = journeys;
        this.publishing = publishing;
        this.views = views;
        this.gate = gate;
        this.caller = caller;
    }

    @POST
    @Path("/publish")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.APPROVER)
    @Operation(
            summary = "Make the draft an immutable version that new entries use",
            description =
                    "Refused when the check finds an error, or a saved scenario fails. The body may say why (note, links) and what "
                            + "becomes of those inside: instances {mode: pin | follow | migrate, from: [versions], steps: {old: new, gone: null}}.")
    public Response publish(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "instances");
        Match match = IfMatch.parse(ifMatch);
        Journey seen = journeys.get(key);
        if (match.allows(seen.revision()) && seen.state() != JourneyState.ARCHIVED) {
            gate.admit(seen);
        }
        return announced(publishing.publish(key, match.only(seen.revision()), change.plan(), change.remark(), actor()));
    }

    @POST
    @Path("/pause")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "Stop entries",
            description = "Mode hold: instances stand still until resumed. Mode drain: they go on to their ends.")
    public Response pause(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "mode");
        JourneyState to =
                change.word("mode", null, "hold", "drain").equals("hold") ? JourneyState.HELD : JourneyState.DRAINING;
        return announced(journeys.pause(key, IfMatch.parse(ifMatch), to, change.remark(), actor()));
    }

    @POST
    @Path("/resume")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "Take entries again",
            description =
                    "Waits that came due while instances stood still: catch-up ends them now, and all that follows counts from "
                            + "here; skip passes what came due, each at its own time and without its actions, so that the calendar stays.")
    public Response resume(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "waits");
        boolean skip = change.word("waits", "catch-up", "catch-up", "skip").equals("skip");
        return announced(journeys.resume(key, IfMatch.parse(ifMatch), skip, change.remark(), actor()));
    }

    @POST
    @Path("/archive")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "End the journey and its instances, for ever")
    public Response archive(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        return announced(journeys.archive(
                key, IfMatch.parse(ifMatch), ChangeBody.read(body).remark(), actor()));
    }

    private Response announced(Journey journey) {
        return Response.ok(views.announcing(journey))
                .tag(Long.toString(journey.revision()))
                .build();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
