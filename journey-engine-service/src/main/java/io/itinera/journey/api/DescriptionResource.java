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
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Journeys in plain English. */
@Path("/v1/journeys/{key}/description")
@Tag(name = "Journeys")
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class DescriptionResource {

    private static final String ABOUT =
            "Of a published version where one is named, else of the draft. Made from the definition: always what the engine does.";

    private final Journeys journeys;

    DescriptionResource(Journeys journeys) {
        this.journeys = journeys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A journey in plain English, in parts", description = ABOUT)
    public JourneyDescription parts(@RestPath String key, @RestQuery @Min(1) Integer version) {
        return describe(key, version);
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "A journey in plain English, as text", description = ABOUT)
    public String text(@RestPath String key, @RestQuery @Min(1) Integer version) {
        return describe(key, version).text();
    }

    @GET
    @Produces("text/markdown")
    @Operation(summary = "A journey in plain English, as Markdown", description = ABOUT)
    public String markdown(@RestPath String key, @RestQuery @Min(1) Integer version) {
        return describe(key, version).markdown();
    }

    private JourneyDescription describe(String key, Integer version) {
        Journey journey = journeys.get(key);
        JsonNode definition = version == null
                ? journey.draft()
                : journeys.version(key, version).definition();
        return JourneyDescription.of(JourneyDefinitions.read(definition));
    }
}
