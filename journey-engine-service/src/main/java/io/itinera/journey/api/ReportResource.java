package io.itinera.journey.api;

import io.itinera.journey.reporting.HistoryEntry;
import io.itinera.journey.reporting.InstanceReport;
import io.itinera.journey.reporting.InstanceReports;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
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

/** What journeys did. As fresh as the projection of transitions, which is usually a part of a second. */
@Path("/v1")
@Tag(name = "Reports", description = "Instances and their histories, counts")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class ReportResource {

    private final InstanceReports instances;

    ReportResource(InstanceReports instances) {
        this.instances = instances;
    }

    @GET
    @Path("/profiles/{id}/instances")
    @Operation(summary = "A profile's instances, the latest entered first")
    public InstancePage ofProfile(
            @RestPath
                    @Pattern(
                            regexp = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                            message = "is a profile id; profile-service finds it by any identifier")
                    String id,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return InstancePage.of(
                instances.ofProfile(id, InstancePage.after(cursor), limit + 1), limit, InstanceReport::enteredAt);
    }

    @GET
    @Path("/instances/{id}/history")
    @Operation(summary = "What an instance did, in order, and why")
    public History history(
            @RestPath String id,
            @RestQuery @DefaultValue("-1") long after,
            @RestQuery @DefaultValue("500") @Min(1) @Max(5000) int limit) {
        InstanceReport instance =
                instances.instance(id).orElseThrow(() -> ProblemException.notFound("instance '%s'".formatted(id)));
        return new History(instance, instances.history(id, after, limit));
    }

    /**
     * An instance and what it did.
     *
     * @param instance where it stands
     * @param history in order
     */
    public record History(InstanceReport instance, List<HistoryEntry> history) {}
}
