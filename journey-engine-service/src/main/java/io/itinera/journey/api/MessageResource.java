package io.itinera.journey.api;

import io.itinera.journey.explain.MessageExplainer;
import io.itinera.journey.explain.MessageExplanation;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Messages that journeys asked for. */
@Path("/v1/messages")
@Tag(name = "Explanations")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class MessageResource {

    private final MessageExplainer messages;
    private final InstantSource clock;

    MessageResource(MessageExplainer messages, InstantSource clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @GET
    @Path("/{id}/explain")
    @Operation(
            summary = "Why a message was asked for, and what became of it",
            description = "Also of a fallback message. at is ISO 8601, now where it is left out.")
    public MessageExplanation explain(@RestPath String id, @RestQuery String at) {
        return messages.explain(id, ExplainResource.time(at, clock))
                .orElseThrow(() -> ProblemException.notFound("message '%s' known here".formatted(id)));
    }
}
