package io.itinera.consent.check;

import io.micrometer.core.annotation.Timed;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The question before each message: may I send this? An error is no answer, and no answer is a no. */
@Path("/v1/checks")
@Tag(name = "Checks")
public class CheckResource {

    private final Checks checks;

    CheckResource(Checks checks) {
        this.checks = checks;
    }

    @POST
    @RolesAllowed({"service", "operator"})
    @Timed("itinera_consent_check")
    @Operation(summary = "Ask for up to 1,000 messages at once; each answer has a reason and a receipt")
    public Answers check(@NotNull @Valid ChecksRequest request) {
        return checks.answer(request);
    }
}
