package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.describe.JourneyDescription;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Journeys in plain English. */
@Path("/v1/journeys")
@Tag(name = "Journeys")
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class DescriptionResource {

    private static final String MARKDOWN = "text/markdown";

    private final Journeys journeys;

    DescriptionResource(Journeys journeys) {
        this.journeys = journeys;
    }

    @GET
    @Path("/{key}/description")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, MARKDOWN})
    @Operation(
            summary = "A journey in plain English: in parts (JSON), as text, or as Markdown",
            description = "Of a published version where one is named, else of the draft. Made from the definition.")
    public Response description(
            @RestPath String key, @RestQuery @Min(1) Integer version, @Context HttpHeaders headers) {
        JourneyDescription description = describe(key, version);
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return Response.ok(description, MediaType.APPLICATION_JSON_TYPE).build();
            }
            if (accepted.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
                return Response.ok(description.text(), MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                        .build();
            }
            if (accepted.isCompatible(MediaType.valueOf(MARKDOWN))) {
                return Response.ok(
                                description.markdown(),
                                MediaType.valueOf(MARKDOWN).withCharset("UTF-8"))
                        .build();
            }
        }
        return Response.ok(description, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private JourneyDescription describe(String key, Integer version) {
        Journey journey = journeys.get(key);
        JsonNode definition = version == null
                ? journey.draft()
                : journeys.version(key, version).definition();
        return JourneyDescription.of(JourneyDefinitions.read(definition));
    }
}
