package io.itinera.journey.api;

import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.reporting.CountReports;
import io.itinera.journey.reporting.JourneyCounts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How many instances a journey has led where. */
@Path("/v1/journeys/{key}/counts")
@Tag(name = "Reports")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class CountsResource {

    private final Journeys journeys;
    private final CountReports counts;

    CountsResource(Journeys journeys, CountReports counts) {
        this.journeys = journeys;
        this.counts = counts;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "Counts per version and step: in, waiting, out by reason")
    public JourneyCounts counts(@RestPath String key) {
        journeys.get(key);
        return counts.of(key);
    }
}
