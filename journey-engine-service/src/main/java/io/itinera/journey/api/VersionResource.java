package io.itinera.journey.api;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Publishing;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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

/** Published versions. */
@Path("/v1/journeys/{key}/versions")
@Tag(name = "Publishing")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class VersionResource {

    private final Journeys journeys;
    private final Publishing publishing;
    private final JourneyViews views;
    private final SecurityIdentity caller;

    VersionResource(Journeys journeys, Publishing publishing, JourneyViews views, SecurityIdentity caller) {
        this.journeys = journeys;
        this.publishing = publishing;
        this.views = views;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "Published versions, oldest first")
    public List<JourneyView.VersionSummary> versions(@RestPath String key) {
        int current = journeys.get(key).currentVersion();
        return journeys.versions(key).stream()
                .map(v -> JourneyView.VersionSummary.of(v, v.version() == current))
                .toList();
    }

    @GET
    @Path("/{version}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "The definition of a published version")
    public Response version(@RestPath String key, @RestPath int version) {
        return Response.ok(journeys.version(key, version).definition())
                .tag("v" + version)
                .build();
    }

    @POST
    @Path("/{version}/restore")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Make a published version's definition the draft, so that it can be published again")
    public Response restore(
            @RestPath String key,
            @RestPath int version,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] body) {
        Journey journey = journeys.restore(
                key,
                version,
                IfMatch.parse(ifMatch),
                ChangeBody.read(body).remark(),
                caller.getPrincipal().getName());
        return Response.ok(views.of(journey))
                .tag(Long.toString(journey.revision()))
                .build();
    }

    @POST
    @Path("/{version}/publish")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "Go back: publish an older version anew, as it was",
            description =
                    "Without a review and a check, which it had. The body may say why (note, links) and what becomes of those "
                            + "inside (instances, as in publish). A draft that differs from the current version stays as it is.")
    public Response again(
            @RestPath String key,
            @RestPath int version,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] body) {
        ChangeBody change = ChangeBody.read(body, "instances");
        Journey journey = publishing.again(
                key,
                version,
                IfMatch.parse(ifMatch),
                change.plan(),
                change.remark(),
                caller.getPrincipal().getName());
        return Response.ok(views.announcing(journey))
                .tag(Long.toString(journey.revision()))
                .build();
    }
}
