package io.itinera.channel.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.itinera.channel.ChannelConfig;
import io.itinera.policies.QuietHoursContent;
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

/** Quiet hours by API. */
@Path("/v1/policies/quiet-hours")
@Tag(name = "Policies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QuietHoursResource {

    private final PolicyApi<QuietHoursView> api;
    private final ChannelConfig.Policies config;

    QuietHoursResource(PolicyBook book, ChannelConfig config) {
        this.api = new PolicyApi<>(book, PolicyKind.QUIET_HOURS, QuietHoursView::of);
        this.config = config.policies();
    }

    @GET
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "The quiet hours in the order of their keys, with how many messages each holds back now")
    public QuietHoursPage list(@QueryParam("cursor") @DefaultValue("") String cursor) {
        PolicyApi.Page<QuietHoursView> page = api.list(cursor);
        return new QuietHoursPage(page.policies(), page.cursor());
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "Quiet hours, with how many messages they hold back now")
    public Response get(@PathParam("key") String key) {
        return api.get(key);
    }

    @PUT
    @Path("/{key}")
    @RolesAllowed({"editor", "operator"})
    @Operation(
            summary = "Makes or changes quiet hours",
            description =
                    "On each customer's clock; they may cross midnight. What they hold back is looked at again when they"
                            + " change. If-Match with the ETag of the present version is needed to change them.")
    public Response put(
            @PathParam("key") @Pattern(regexp = PolicyBook.KEY, message = "has the form " + PolicyBook.KEY) String key,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @NotNull QuietHoursContent content) {
        content.toQuietHours(key, config.longestWait());
        return api.put(key, ifMatch, content.channel(), content);
    }

    @DELETE
    @Path("/{key}")
    @RolesAllowed({"editor", "operator"})
    @Operation(summary = "Removes quiet hours; what they held back is looked at again")
    public Response delete(@PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return api.delete(key, ifMatch);
    }

    /** A page of quiet hours. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record QuietHoursPage(List<QuietHoursView> quietHours, String cursor) {}

    /**
     * Quiet hours as the API shows them.
     *
     * @param key their name
     * @param version their version
     * @param content what was written
     * @param waiting messages that they hold back now
     * @param savedAt when they were saved
     * @param savedBy who saved them
     */
    public record QuietHoursView(
            String key,
            long version,
            @JsonUnwrapped QuietHoursContent content,
            long waiting,
            Instant savedAt,
            String savedBy) {

        static QuietHoursView of(PolicyRow row, long waiting) {
            return new QuietHoursView(
                    row.key(),
                    row.version(),
                    Contents.quietHours(row.content()),
                    waiting,
                    row.savedAt(),
                    row.savedBy());
        }
    }
}
