package io.itinera.journey.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.itinera.journey.catalog.AuditEntry;
import io.itinera.journey.catalog.AuditTrail;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Who did what. The trail is only ever added to; the table itself refuses anything else. */
@Path("/v1/governance")
@Tag(name = "Governance")
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
public class AuditResource {

    private static final int BATCH = 500;

    private final AuditTrail trail;
    private final ObjectMapper json;

    AuditResource(AuditTrail trail, ObjectMapper json) {
        this.trail = trail;
        this.json = json;
    }

    @GET
    @Path("/audit")
    @Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @Operation(summary = "Who did what to which journey, newest first")
    public Listing<AuditEntry> all(
            @RestQuery String journey,
            @RestQuery String actor,
            @RestQuery String action,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return Listing.of(
                trail.newest(
                        new AuditTrail.Wanted(journey, actor, action),
                        Cursor.number(cursor, Long.MAX_VALUE),
                        limit + 1),
                limit,
                entry -> Long.toString(entry.id()));
    }

    @GET
    @Path("/audit.ndjson")
    @Produces("application/x-ndjson")
    @Operation(
            summary = "The whole trail, oldest first, one entry a line",
            description = "after: id of the last entry that the caller has, to go on from an earlier export.")
    public StreamingOutput export(@RestQuery String journey, @RestQuery @DefaultValue("0") @Min(0) long after) {
        AuditTrail.Wanted wanted = new AuditTrail.Wanted(journey, null, null);
        return out -> {
            long last = after;
            List<AuditEntry> batch;
            do {
                batch = trail.oldest(wanted, last, BATCH);
                for (AuditEntry entry : batch) {
                    out.write(json.writeValueAsBytes(entry));
                    out.write('\n');
                    last = entry.id();
                }
            } while (batch.size() == BATCH);
        };
    }
}
