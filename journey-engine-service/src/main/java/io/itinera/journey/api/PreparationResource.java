package io.itinera.journey.api;

import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.segments.Preparation;
import io.itinera.journey.segments.Preparations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Versions that are published and not used yet. */
@Path("/v1/journeys/{key}/preparation")
@Tag(name = "Life")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class PreparationResource {

    private final Journeys journeys;
    private final Preparations preparations;

    PreparationResource(Journeys journeys, Preparations preparations) {
        this.journeys = journeys;
        this.preparations = preparations;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "Whether the newest version is in use, and else the segments that it waits for, with the reason")
    public View preparation(@RestPath String key) {
        journeys.get(key);
        List<Preparation> under = preparations.under(key);
        return new View(under.isEmpty() ? "ready" : "preparing", under);
    }

    /**
     * How far a journey's versions are.
     *
     * @param state {@code ready} when the newest version is in use, else {@code preparing}
     * @param versions those on their way, oldest first
     */
    public record View(String state, List<Preparation> versions) {}
}
