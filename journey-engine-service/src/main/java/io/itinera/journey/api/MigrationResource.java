package io.itinera.journey.api;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.catalog.Impact;
import io.itinera.journey.catalog.JourneyPublisher;
import io.itinera.journey.catalog.Migrating;
import io.itinera.journey.catalog.Plan;
import io.itinera.journey.catalog.Rollouts;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/** Those inside and a new version, and the share of the profiles that may enter it. */
@Path("/v1/journeys/{key}")
@Tag(name = "Publishing")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class MigrationResource {

    private final Migrating migrating;
    private final Rollouts rollouts;
    private final JourneyPublisher publisher;
    private final SecurityIdentity caller;

    MigrationResource(Migrating migrating, Rollouts rollouts, JourneyPublisher publisher, SecurityIdentity caller) {
        this.migrating = migrating;
        this.rollouts = rollouts;
        this.publisher = publisher;
        this.caller = caller;
    }

    @POST
    @Path("/publish/preview")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "What publishing the draft would do to those inside: who stands where, and where they would go")
    public Impact publishing(@RestPath String key, byte[] body) {
        return migrating.preview(key, plan(ChangeBody.read(body, "instances")), true);
    }

    @POST
    @Path("/migrations/preview")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "What leading those inside to the current version would do")
    public Impact preview(@RestPath String key, byte[] body) {
        return migrating.preview(key, plan(ChangeBody.read(body, "instances")), false);
    }

    @POST
    @Path("/migrations")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.APPROVER)
    @Operation(summary = "Lead those inside earlier versions to the current one")
    public Response migrate(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "instances");
        PublishedJourney.Migration migration =
                migrating.migrate(key, IfMatch.parse(ifMatch), plan(change), change.remark(), actor());
        publisher.announce(key);
        return Response.status(Response.Status.CREATED).entity(migration).build();
    }

    @POST
    @Path("/migrations/{number}/undo")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.APPROVER)
    @Operation(
            summary = "Take a migration to the current version back",
            description = "Whoever has not gone on since stands where they stood; whom it ended comes back.")
    public Response undo(
            @RestPath String key,
            @RestPath int number,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] body) {
        PublishedJourney.Migration undo = migrating.undo(
                key, number, IfMatch.parse(ifMatch), ChangeBody.read(body).remark(), actor());
        publisher.announce(key);
        return Response.status(Response.Status.CREATED).entity(undo).build();
    }

    @GET
    @Path("/migrations")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "Migrations by number")
    public List<PublishedJourney.Migration> migrations(@RestPath String key) {
        return migrating.of(key);
    }

    @GET
    @Path("/rollout")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "The share of the profiles that may enter the current version")
    public Rollouts.Share rollout(@RestPath String key) {
        return rollouts.of(key);
    }

    @PATCH
    @Path("/rollout")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "Change the share of the live version, now or from a time on",
            description =
                    "percent 0 to 100; from, a time, makes it a ramp. A share takes the place of all that were to come after it.")
    public Rollouts.Share change(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "percent", "from");
        Rollouts.Share share = rollouts.change(
                key, IfMatch.parse(ifMatch), change.percent(), change.time("from"), change.remark(), actor());
        publisher.announce(key);
        return share;
    }

    private static Plan plan(ChangeBody change) {
        return change.plan() == null ? Plan.PIN : change.plan();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
