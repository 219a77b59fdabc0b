package io.itinera.profile.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.profile.catalog.KnownSegments;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a condition would hold for, and whether memberships are what the log says. */
@Path("/v1/segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "segments")
@Blocking
public class ProofResource {

    private final Previews previews;
    private final Checker checker;
    private final KnownSegments segments;

    ProofResource(Previews previews, Checker checker, KnownSegments segments) {
        this.previews = previews;
        this.checker = checker;
        this.segments = segments;
    }

    /**
     * A condition to try.
     *
     * @param condition in the condition language
     */
    public record PreviewRequest(JsonNode condition) {}

    /** How many a condition holds for. */
    @POST
    @Path("/preview")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "How many profiles a condition holds for now, and some of them; says when it is an estimate")
    public Preview preview(PreviewRequest request) {
        return previews.of(segments.read(request == null ? null : request.condition()));
    }

    /** Whether memberships are what the log says. */
    @POST
    @Path("/check")
    @RolesAllowed({"operator", "service"})
    @Operation(summary = "Hold the memberships of some profiles against the log; reads all of it, so it takes its time")
    public CheckReport check(@QueryParam("sample") @DefaultValue("200") @Min(1) @Max(5000) int sample) {
        return checker.check(sample);
    }
}
