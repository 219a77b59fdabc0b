package io.itinera.channel.template;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.ChannelProblem;
import io.itinera.channel.IfMatch;
import io.itinera.channel.profile.ProfileLookup;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Templates by API. */
@Path("/v1/templates")
@Tag(name = "Templates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TemplateResource {

    private static final String KEY = "[a-z0-9][a-z0-9-]{0,62}";
    private static final int PAGE = 100;

    private final TemplateStore store;
    private final TemplateCompiler compiler;
    private final TemplateCatalog catalog;
    private final ProfileLookup profiles;
    private final ChannelConfig config;
    private final InstantSource clock;
    private final SecurityIdentity caller;

    TemplateResource(
            TemplateStore store,
            TemplateCompiler compiler,
            TemplateCatalog catalog,
            ProfileLookup profiles,
            ChannelConfig config,
            InstantSource clock,
            SecurityIdentity caller) {
        this.store = store;
        this.compiler = compiler;
        this.catalog = catalog;
        this.profiles = profiles;
        this.config = config;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "The present templates, in the order of their keys")
    public TemplatePage list(@QueryParam("cursor") @DefaultValue("") String cursor) {
        List<TemplateView> page =
                store.page(cursor, PAGE).stream().map(TemplateView::of).toList();
        return new TemplatePage(page, page.size() < PAGE ? null : page.getLast().key());
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "A template: its present version, or the one asked for")
    public Response get(@PathParam("key") String key, @QueryParam("version") Integer version) {
        TemplateVersionRow row = (version == null ? store.current(key) : store.at(key, version))
                .orElseThrow(() -> ProblemException.notFound("the template"));
        return answer(Response.ok(), row);
    }

    @GET
    @Path("/{key}/versions")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "All versions of a template, the newest first")
    public List<TemplateView> versions(@PathParam("key") String key) {
        return store.history(key).stream().map(TemplateView::of).toList();
    }

    @PUT
    @Path("/{key}")
    @RolesAllowed("editor")
    @Operation(
            summary = "Saves a new version of a template",
            description =
                    "If-Match with the present version's ETag is needed to change a template; the same content again is"
                            + " no change, and needs none.")
    public Response put(
            @PathParam("key") @Pattern(regexp = KEY, message = "has the form " + KEY) String key,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull TemplateContent content) {
        compiler.compile(key, 0, content);
        IfMatch expected = new IfMatch(ifMatch, "template");
        TemplateStore.Saved saved = store.save(
                        key,
                        content,
                        expected::allows,
                        clock.instant(),
                        caller.getPrincipal().getName())
                .orElseThrow(expected::broken);
        catalog.changed(key);
        return answer(saved.created() ? Response.status(Response.Status.CREATED) : Response.ok(), saved.row());
    }

    @DELETE
    @Path("/{key}")
    @RolesAllowed("editor")
    @Operation(summary = "Ends a template; its versions stay")
    public Response delete(@PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        if (store.current(key).isEmpty()) {
            throw ProblemException.notFound("the template");
        }
        IfMatch expected = new IfMatch(ifMatch, "template");
        if (!store.end(key, expected::allows)) {
            throw expected.broken();
        }
        catalog.changed(key);
        return Response.noContent().build();
    }

    @POST
    @Path("/{key}/preview")
    @RolesAllowed({"viewer", "editor", "approver", "service"})
    @Operation(summary = "A saved template as one profile would get it")
    public Preview preview(@PathParam("key") String key, @NotNull PreviewRequest request) {
        TemplateVersionRow row = store.current(key).orElseThrow(() -> ProblemException.notFound("the template"));
        return show(compiler.compile(key, row.id.version(), row.content()), request);
    }

    @POST
    @Path("/preview")
    @RolesAllowed({"viewer", "editor", "approver"})
    @Operation(summary = "An unsaved template as one profile would get it")
    public Preview preview(@NotNull PreviewRequest request) {
        if (request.template() == null || request.template().channel() == null) {
            throw ProblemException.invalid("/template", "is the template to show, with its channel");
        }
        return show(compiler.compile("preview", 0, request.template()), request);
    }

    private Preview show(MessageTemplate template, PreviewRequest request) {
        Map<String, Object> traits = request.profileId() == null
                ? request.profile()
                : profiles.find(request.profileId(), "/profileId").traits();
        String links = config.publicUrl() + "/preview/";
        Variables variables = new Variables(
                traits,
                request.event(),
                request.context(),
                new Variables.Message("preview", links + "unsubscribe", links + "preferences"));
        Set<String> missing = new LinkedHashSet<>();
        try {
            return new Preview(template.report(variables, missing), missing);
        } catch (TemplateLimitException e) {
            throw new ProblemException(ChannelProblem.INVALID_TEMPLATE, e.getMessage());
        }
    }

    private static Response answer(Response.ResponseBuilder answer, TemplateVersionRow row) {
        return answer.entity(TemplateView.of(row))
                .header(HttpHeaders.ETAG, IfMatch.etag(row.id.version()))
                .build();
    }

    /** A page of templates. */
    public record TemplatePage(List<TemplateView> templates, String cursor) {}
}
