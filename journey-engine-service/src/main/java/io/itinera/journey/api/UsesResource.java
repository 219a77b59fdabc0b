package io.itinera.journey.api;

import io.itinera.journey.trial.check.WhereUsed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Where things are used that journeys do not own. */
@Path("/v1/governance/uses")
@Tag(name = "Governance")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class UsesResource {

    private final WhereUsed uses;

    UsesResource(WhereUsed uses) {
        this.uses = uses;
    }

    @GET
    @Operation(
            summary =
                    "Which journeys use a template, segment, event, trait, purpose, channel, offer, endpoint or journey, and where",
            description = "In drafts, and in the versions that entries use; archived journeys are left out.")
    public Listing<WhereUsed.Use> uses(
            @RestQuery String kind,
            @RestQuery String name,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        if (kind != null && !WhereUsed.KINDS.contains(kind)) {
            throw ReportParameters.refused(
                    "kind",
                    "is '%s', expected one of %s".formatted(kind, String.join(", ", new TreeSet<>(WhereUsed.KINDS))));
        }
        long first = Cursor.number(cursor, 0);
        List<WhereUsed.Use> all = uses.of(kind, name);
        List<WhereUsed.Use> page = all.stream().skip(first).limit(limit).toList();
        long next = first + page.size();
        return new Listing<>(page, next < all.size() ? Cursor.after(Long.toString(next)) : null);
    }
}
