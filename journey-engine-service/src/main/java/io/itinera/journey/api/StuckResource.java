package io.itinera.journey.api;

import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.reporting.InstanceReports;
import io.itinera.journey.stuck.StuckInstance;
import io.itinera.journey.stuck.StuckReason;
import io.itinera.journey.stuck.StuckReports;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

/** Instances of a journey that nothing will move on, and what helps. */
@Path("/v1/journeys/{key}/stuck")
@Tag(name = "Reports")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class StuckResource {

    private final Journeys journeys;
    private final StuckReports reports;

    StuckResource(Journeys journeys, StuckReports reports) {
        this.journeys = journeys;
        this.reports = reports;
    }

    @GET
    @Operation(
            summary = "A journey's stuck instances, the longest standing first, with why and what helps",
            description = "Reasons: overdue, answer-late, step-gone, version-gone, journey-over, endless, unfinished.")
    public Page ofJourney(
            @RestPath String key,
            @RestQuery String reason,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        journeys.get(key);
        StuckReason wanted = reason == null ? null : ReportParameters.read("reason", StuckReason::of, reason);
        InstanceReports.After after = InstancePage.after(cursor);
        List<StuckInstance> found = reports.of(
                key, wanted, after == null ? null : new StuckReports.After(after.at(), after.id()), limit + 1);
        if (found.size() <= limit) {
            return new Page(found, null);
        }
        StuckInstance last = found.get(limit - 1);
        return new Page(found.subList(0, limit), Cursor.after(last.since() + " " + last.instance()));
    }

    /**
     * A page of stuck instances.
     *
     * @param items the longest standing first
     * @param next cursor of the next page, or null when this is the last
     */
    public record Page(List<StuckInstance> items, String next) {}
}
