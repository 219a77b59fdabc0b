package io.itinera.journey.api;

import io.itinera.journey.catalog.JourneyProblem;
import io.itinera.journey.health.Health;
import io.itinera.journey.health.HealthReports;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How a journey does. */
@Path("/v1/journeys/{key}/health")
@Tag(name = "Reports")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class HealthResource {

    private final HealthReports reports;

    HealthResource(HealthReports reports) {
        this.reports = reports;
    }

    @GET
    @Operation(
            summary = "How a live journey does: alerts, service levels, and a new version beside the one before",
            description =
                    "Alerts: no-entries, errors, messages, calls, target, stuck. 409 for a journey that takes no entries.")
    public Health health(@RestPath String key) {
        return reports.of(key)
                .orElseThrow(() -> new ProblemException(
                        JourneyProblem.JOURNEY_STATE, "only a journey that takes entries is watched"));
    }
}
