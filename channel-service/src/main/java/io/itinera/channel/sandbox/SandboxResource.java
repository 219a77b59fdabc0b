package io.itinera.channel.sandbox;

import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What messages of tests would have said. */
@Path("/v1/messages/{id}/content")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
public class SandboxResource {

    private final SandboxStore store;

    SandboxResource(SandboxStore store) {
        this.store = store;
    }

    @GET
    @RolesAllowed({"editor", "approver", "operator"})
    @Operation(
            summary = "What a message of a test would have said",
            description =
                    "Of messages that were put into the sandbox only: of what was really sent, the content is not kept.")
    public SandboxedMessage content(@PathParam("id") String id) {
        return store.find(id).orElseThrow(() -> ProblemException.notFound("the content of a message in the sandbox"));
    }
}
