package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.trial.check.JourneyCheck;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Static analysis of journeys. */
@Path("/v1/journeys")
@Tag(name = "Trying", description = "Check, simulate, test and back-test journeys before people get them")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
public class CheckResource {

    private final JourneyCheck check;
    private final Journeys journeys;

    CheckResource(JourneyCheck check, Journeys journeys) {
        this.check = check;
        this.journeys = journeys;
    }

    @POST
    @Path("/check")
    @Consumes({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @Operation(summary = "Check a definition without saving it")
    public JourneyView.CheckResult check(JsonNode definition) {
        return JourneyView.CheckResult.of(check.check(Bodies.present(definition, "a journey definition")));
    }

    @GET
    @Path("/{key}/check")
    @Operation(summary = "Check the draft, or a published version")
    public JourneyView.CheckResult check(@RestPath String key, @RestQuery Integer version) {
        JsonNode definition = version == null
                ? journeys.get(key).draft()
                : journeys.version(key, version).definition();
        return JourneyView.CheckResult.of(check.check(definition));
    }
}
