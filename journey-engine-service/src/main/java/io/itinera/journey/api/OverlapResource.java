package io.itinera.journey.api;

import io.itinera.journey.reporting.OverlapReports;
import io.itinera.journey.reporting.Overlaps;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Where journeys meet in the same people. */
@Path("/v1/overlaps")
@Tag(name = "Reports")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class OverlapResource {

    private static final int DAYS = 7;

    private final OverlapReports reports;
    private final InstantSource clock;

    OverlapResource(OverlapReports reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary =
                    "Journeys that have profiles in common now, and profiles for whom several asked for messages on one day",
            description =
                    "For all journeys, or for one with the others; the last seven days unless from and to say others.")
    public Overlaps overlaps(
            @RestQuery String journey,
            @BeanParam ReportParameters parameters,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate to = parameters.query(journey).to() == null
                ? today
                : parameters.query(journey).to();
        LocalDate from = parameters.query(journey).from() == null
                ? to.minusDays(DAYS - 1)
                : parameters.query(journey).from();
        return reports.of(journey, from, to, limit);
    }
}
