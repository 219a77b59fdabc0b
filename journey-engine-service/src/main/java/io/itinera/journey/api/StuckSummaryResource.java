package io.itinera.journey.api;

import io.itinera.journey.stuck.StuckWatch;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How many instances nothing will move on. */
@Path("/v1/stuck")
@Tag(name = "Reports")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class StuckSummaryResource {

    private final StuckWatch watch;

    StuckSummaryResource(StuckWatch watch) {
        this.watch = watch;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "How many instances were stuck when last looked at, by journey and reason")
    public Summary summary() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        watch.latest().forEach((journey, reasons) -> {
            Map<String, Long> byReason = new TreeMap<>();
            reasons.forEach((reason, n) -> byReason.put(reason.wire(), n));
            counts.put(journey, byReason);
        });
        return new Summary(counts);
    }

    /** Stuck instances by journey and reason. */
    public record Summary(Map<String, Map<String, Long>> journeys) {}
}
