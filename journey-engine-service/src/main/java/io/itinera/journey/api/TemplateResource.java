package io.itinera.journey.api;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Remark;
import io.itinera.journey.templates.JourneyTemplate;
import io.itinera.journey.templates.JourneyTemplates;
import io.itinera.journey.templates.SuggestedMessage;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Journeys to begin with. */
@Path("/v1/journey-templates")
@Tag(name = "Journey templates", description = "Journeys to begin with, by industry, each with its tests")
public class TemplateResource {

    private final JourneyTemplates templates;
    private final JourneyViews views;
    private final SecurityIdentity caller;

    TemplateResource(JourneyTemplates templates, JourneyViews views, SecurityIdentity caller) {
        this.templates = templates;
        this.views = views;
        this.caller = caller;
    }

    /**
     * What the new journey has of its own.
     *
     * @param key of the journey
     * @param name for people; the template's where it is left out
     * @param owner who answers for it
     * @param events names under which events come in here, by those of the template
     * @param note why it is made
     * @param links where to read more
     */
    public record Use(
            @NotBlank String key,
            @Size(min = 1) String name,
            @Size(min = 1) String owner,
            Map<String, @NotBlank String> events,
            @Size(max = 10_000) String note,
            List<String> links) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "Journey templates in the order of their keys, each in plain English, with what it needs",
            description = "industry: ecommerce, saas, healthcare, fintech, education, hospitality, b2b, or any.")
    public Listing<TemplateView> list(
            @RestQuery String industry,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<TemplateView> found = templates.list(industry, Cursor.read(cursor), limit + 1).stream()
                .map(TemplateView::of)
                .toList();
        return Listing.of(found, limit, TemplateView::key);
    }

    @GET
    @Path("/{key}")
    @Produces(YamlBody.MEDIA_TYPE)
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "A template as a file: the definition, and a document with its scenarios",
            description = "In the form of an export: edited, it can be imported by POST /v1/catalogue.")
    public byte[] file(@RestPath String key) {
        JourneyTemplate template = templates.get(key);
        return template.text().getBytes(StandardCharsets.UTF_8);
    }

    @GET
    @Path("/{key}/messages")
    @Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "Texts to begin with, one for each message template that the journey names",
            description = "content is what PUT /v1/templates/{key} of channel-service takes.")
    public List<SuggestedMessage> messages(@RestPath String key) {
        return templates.get(key).messages();
    }

    @POST
    @Path("/{key}/use")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Make a journey of a template: a draft with its scenarios",
            description =
                    "events gives events of the template, by name, the names that they have here: in the draft and in its scenarios. "
                            + "Adapt both further, and publish the journey like any other.")
    public Response use(@RestPath String key, @Valid @NotNull Use use) {
        Journey journey = templates.use(
                key,
                new JourneyTemplates.Own(use.key(), use.name(), use.owner(), use.events()),
                new Remark(use.note(), use.links()),
                caller.getPrincipal().getName());
        return Response.created(URI.create("/v1/journeys/" + journey.key()))
                .tag(Long.toString(journey.revision()))
                .entity(views.of(journey))
                .build();
    }
}
