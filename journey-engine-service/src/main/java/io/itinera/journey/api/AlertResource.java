package io.itinera.journey.api;

import io.itinera.journey.health.Alert;
import io.itinera.journey.health.HealthReports;
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
import org.jboss.resteasy.reactive.RestQuery;

/** What somebody should look at. */
@Path("/v1/alerts")
@Tag(name = "Reports")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class AlertResource {

    private final HealthReports reports;

    AlertResource(HealthReports reports) {
        this.reports = reports;
    }

    @GET
    @Operation(
            summary = "What somebody should look at, of all live journeys, in the order of their keys",
            description = "Of one kind or one journey where that is asked for.")
    public Listing<Alert> alerts(
            @RestQuery String kind,
            @RestQuery String journey,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        Alert.Kind wanted = kind == null ? null : ReportParameters.read("kind", Alert.Kind::of, kind);
        long first = Cursor.number(cursor, 0);
        List<Alert> all = reports.alerts().stream()
                .filter(alert -> wanted == null || alert.kind() == wanted)
                .filter(alert -> journey == null || alert.journey().equals(journey))
                .toList();
        List<Alert> page = all.stream().skip(first).limit(limit).toList();
        long next = first + page.size();
        return new Listing<>(page, next < all.size() ? Cursor.after(Long.toString(next)) : null);
    }
}
