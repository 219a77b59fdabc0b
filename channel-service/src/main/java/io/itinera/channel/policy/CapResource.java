package io.itinera.channel.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.itinera.channel.ChannelConfig;
import io.itinera.policies.CapContent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Frequency caps by API. */
@Path("/v1/policies/caps")
@Tag(name = "Policies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class CapResource {

    private final PolicyApi<CapView> api;
    private final ChannelConfig.Policies config;

    CapResource(PolicyBook book, ChannelConfig config) {
        this.api = new PolicyApi<>(book, PolicyKind.CAP, CapView::of);
        this.config = config.policies();
    }

    @GET
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "The frequency caps in the order of their keys, with how many messages each holds back now")
    public CapPage list(@QueryParam("cursor") @DefaultValue("") String cursor) {
        PolicyApi.Page<CapView> page = api.list(cursor);
        return new CapPage(page.policies(), page.cursor());
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "A frequency cap, with how many messages it holds back now")
    public Response get(@PathParam("key") String key) {
        return api.get(key);
    }

    @PUT
    @Path("/{key}")
    @RolesAllowed({"editor", "operator"})
    @Operation(
            summary = "Makes or changes a frequency cap",
            description =
                    "Counts what went out before it was made, too. What it holds back is looked at again when it changes."
                            + " If-Match with the ETag of the present version is needed to change a cap.")
    public Response put(
            @PathParam("key") @Pattern(regexp = PolicyBook.KEY, message = "has the form " + PolicyBook.KEY) String key,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull CapContent content) {
        content.toCap(key, config.longestWait());
        return api.put(key, ifMatch, content.channel(), content);
    }

    @DELETE
    @Path("/{key}")
    @RolesAllowed({"editor", "operator"})
    @Operation(summary = "Removes a frequency cap; what it held back is looked at again")
    public Response delete(@PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return api.delete(key, ifMatch);
    }

    /** A page of caps. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CapPage(List<CapView> caps, String cursor) {}

    /**
     * A cap as the API shows it.
     *
     * @param key its name
     * @param version its version
     * @param content what was written
     * @param waiting messages that it holds back now
     * @param savedAt when it was saved
     * @param savedBy who saved it
     */
    public record CapView(
            String key,
            long version,
            @JsonUnwrapped CapContent content,
            long waiting,
            Instant savedAt,
            String savedBy) {

        static CapView of(PolicyRow row, long waiting) {
            return new CapView(
                    row.key(), row.version(), Contents.cap(row.content()), waiting, row.savedAt(), row.savedBy());
        }
    }
}
