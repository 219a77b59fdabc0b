package io.itinera.channel.channel.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.channel.ChannelProblem;
import io.itinera.outbound.AddressGuard;
import io.itinera.outbound.WebhookSecret;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Webhook endpoints by API. */
@Path("/v1/endpoints")
@Tag(name = "Webhook endpoints")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class EndpointResource {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final EndpointStore store;
    private final Endpoints endpoints;
    private final AddressGuard guard;
    private final SecretBox box;
    private final InstantSource clock;
    private final SecurityIdentity caller;

    EndpointResource(
            EndpointStore store,
            Endpoints endpoints,
            AddressGuard guard,
            SecretBox box,
            InstantSource clock,
            SecurityIdentity caller) {
        this.store = store;
        this.endpoints = endpoints;
        this.guard = guard;
        this.box = box;
        this.clock = clock;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"viewer", "editor", "operator"})
    @Operation(summary = "The endpoints that came by API, without their secrets")
    public List<EndpointView> list() {
        return store.all().stream()
                .map(row -> new EndpointView(row.name, row.url, null))
                .toList();
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({"viewer", "editor", "operator"})
    @Operation(summary = "An endpoint, without its secrets")
    public EndpointView get(@PathParam("name") String name) {
        return endpoints
                .find(name)
                .map(e -> new EndpointView(name, e.url().toString(), null))
                .orElseThrow(() -> ProblemException.notFound("the endpoint"));
    }

    @PUT
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Makes an endpoint or changes its address; a new endpoint's secret is shown this once")
    public Response put(
            @PathParam("name") @Pattern(regexp = NAME, message = "has the form " + NAME) String name,
            @Valid @NotNull EndpointRequest request) {
        refuseConfigured(name);
        guard.objection(request.url()).ifPresent(objection -> {
            throw new ProblemException(
                    ChannelProblem.ENDPOINT_NOT_ALLOWED,
                    "/url " + objection,
                    List.of(new Problem.FieldError("/url", objection)));
        });
        WebhookSecret fresh = request.secret() == null ? WebhookSecret.generate(box.random()) : given(request.secret());
        boolean created = store.change(name, row -> {
            if (row.secret == null || request.secret() != null) {
                row.secret = box.close(fresh.text());
            }
            stamp(row).url = request.url().toString();
        });
        endpoints.changed(name);
        String shown = created && request.secret() == null ? fresh.text() : null;
        return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                .entity(new EndpointView(name, request.url().toString(), shown))
                .build();
    }

    @POST
    @Path("/{name}/rotate")
    @RolesAllowed("operator")
    @Operation(summary = "Gives an endpoint a new secret, shown this once; the old one signs as well for 24 hours")
    public EndpointView rotate(@PathParam("name") String name) {
        refuseConfigured(name);
        EndpointRow present = store.find(name).orElseThrow(() -> ProblemException.notFound("the endpoint"));
        WebhookSecret fresh = WebhookSecret.generate(box.random());
        store.change(name, row -> {
            row.previous = row.secret;
            row.previousUntil = clock.instant().plus(OVERLAP);
            row.secret = box.close(fresh.text());
            stamp(row);
        });
        endpoints.changed(name);
        return new EndpointView(name, present.url, fresh.text());
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed("operator")
    @Operation(summary = "Removes an endpoint")
    public void delete(@PathParam("name") String name) {
        refuseConfigured(name);
        if (!store.remove(name)) {
            throw ProblemException.notFound("the endpoint");
        }
        endpoints.changed(name);
    }

    private EndpointRow stamp(EndpointRow row) {
        Instant now = clock.instant();
        row.savedAt = now;
        row.savedBy = caller.getPrincipal().getName();
        return row;
    }

    private void refuseConfigured(String name) {
        if (endpoints.isConfigured(name)) {
            throw new ProblemException(CommonProblem.CONFLICT, "the endpoint comes from the configuration");
        }
    }

    private static WebhookSecret given(String secret) {
        try {
            return WebhookSecret.parse(secret);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/secret", e.getMessage());
        }
    }

    /**
     * What to set.
     *
     * @param url where the endpoint is
     * @param secret {@code whsec_…}; made by the service where it is absent
     */
    public record EndpointRequest(@NotNull URI url, String secret) {}

    /**
     * An endpoint as the API shows it.
     *
     * @param name its name
     * @param url where it is
     * @param secret its secret, only in the answer to what made it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record EndpointView(String name, String url, String secret) {}
}
