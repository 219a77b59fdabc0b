package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.collisions.Collision;
import io.itinera.journey.collisions.Collisions;
import io.itinera.journey.diff.JourneyDiff;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What a reviewer looks at: the difference from another version, and the journeys that the draft will meet. */
@Path("/v1/journeys/{key}")
@Tag(name = "Governance")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class DiffResource {

    private final Journeys journeys;
    private final Collisions collisions;

    DiffResource(Journeys journeys, Collisions collisions) {
        this.journeys = journeys;
        this.collisions = collisions;
    }

    @GET
    @Path("/diff")
    @Operation(
            summary = "What two versions differ in, step by step and field by field, conditions in words",
            description = "from and to: the number of a version, current or draft.")
    public JourneyDiff diff(
            @RestPath String key,
            @RestQuery @DefaultValue("current") String from,
            @RestQuery @DefaultValue("draft") String to) {
        return JourneyDiff.between(definition(key, from, "?from"), definition(key, to, "?to"));
    }

    @GET
    @Path("/collisions")
    @Operation(summary = "Published journeys that the draft can meet at one profile, and what happens then")
    public List<Collision> collisions(@RestPath String key) {
        return collisions.ofDraft(key);
    }

    private JsonNode definition(String key, String version, String parameter) {
        return switch (version) {
            case "draft" -> journeys.get(key).draft();
            case "current" ->
                journeys.version(key, journeys.get(key).currentVersion()).definition();
            default -> journeys.version(key, number(version, parameter)).definition();
        };
    }

    private static int number(String version, String parameter) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException _) {
            throw ProblemException.invalid(
                    parameter, "is '" + version + "', expected the number of a version, current or draft");
        }
    }
}
