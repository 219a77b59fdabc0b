package io.itinera.consent.policy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What messages can be for: the rules that every check goes by. */
@Path("/v1/purposes")
@Tag(name = "Purposes")
public class PurposeResource {

    private final Purposes purposes;

    PurposeResource(Purposes purposes) {
        this.purposes = purposes;
    }

    /** The purposes, in the order of their names. */
    public record PurposesView(List<Purposes.Purpose> items) {}

    @GET
    @RolesAllowed({"viewer", "editor", "approver", "operator", "privacy", "service"})
    @Operation(summary = "The purposes that have a rule, and whether each needs the customer's yes")
    public PurposesView purposes() {
        return new PurposesView(purposes.all());
    }
}
