package io.itinera.consent.suppression;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Addresses that get no message at all, transactional ones included. */
@Path("/v1/suppressions")
@Tag(name = "Suppressions")
public class SuppressionResource {

    private static final String CHANNEL = "\\*|[a-z][a-z0-9-]{0,31}";
    private static final String CHANNEL_RULE = "must be a channel such as email, or *";

    private final Suppressions suppressions;
    private final SuppressionStore store;

    SuppressionResource(Suppressions suppressions, SuppressionStore store) {
        this.suppressions = suppressions;
        this.store = store;
    }

    /**
     * Addresses to suppress, all or none.
     *
     * @param suppressions 1 to 1,000
     */
    public record Request(@NotEmpty @Size(max = 1000) List<@Valid @NotNull Item> suppressions) {}

    /**
     * An address to suppress.
     *
     * @param address e-mail address, phone number, …
     * @param channel a channel; default all
     * @param reason {@code hard-bounce}, {@code complaint}, {@code manual}, …
     */
    public record Item(
            @NotBlank @Size(max = 320) String address,

            @Pattern(regexp = CHANNEL, message = CHANNEL_RULE)
            String channel,

            @NotBlank @Size(max = 100) String reason) {

        private Suppressions.Change toChange() {
            return new Suppressions.Change(
                    Address.normalise(address), channel == null ? Suppressions.ALL : channel, reason);
        }
    }

    /**
     * A suppressed address.
     *
     * @param address in its stored form
     * @param channel a channel, or {@code *}
     * @param reason why
     * @param since since when
     * @param entry ledger row that proves it
     */
    public record View(String address, String channel, String reason, Instant since, String entry) {

        private static View of(SuppressionRow row) {
            return new View(row.address, row.channel, row.reason, row.createdAt, Long.toString(row.seq));
        }
    }

    /**
     * A page of suppressed addresses.
     *
     * @param suppressions the entries
     * @param next cursor of the next page, null at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listing(List<View> suppressions, String next) {}

    @POST
    @RolesAllowed({"editor", "operator", "privacy", "service"})
    @Operation(summary = "Suppress addresses; one that already is stays as it is")
    public Listing suppress(@NotNull @Valid Request request, @Context SecurityContext caller) {
        List<Suppressions.Change> changes =
                request.suppressions().stream().map(Item::toChange).toList();
        suppressions.suppress(changes, caller.getUserPrincipal().getName());
        Set<String> asked = changes.stream()
                .map(change -> change.channel() + " " + change.address())
                .collect(Collectors.toSet());
        return new Listing(
                store.of(changes.stream().map(Suppressions.Change::address).toList()).stream()
                        .filter(row -> asked.contains(row.channel + " " + row.address))
                        .map(View::of)
                        .toList(),
                null);
    }

    @GET
    @RolesAllowed({"operator", "privacy", "service"})
    @Operation(summary = "The entries of one address, or all, in the order in which they were made")
    public Listing list(
            @QueryParam("address") @Size(min = 1, max = 320) String address,
            @QueryParam("cursor") @DefaultValue("0") @Min(0) long cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        if (address != null) {
            return new Listing(
                    store.of(List.of(Address.normalise(address))).stream()
                            .map(View::of)
                            .toList(),
                    null);
        }
        List<SuppressionRow> rows = store.after(cursor, limit);
        return new Listing(
                rows.stream().map(View::of).toList(),
                rows.size() < limit ? null : rows.getLast().id.toString());
    }

    @DELETE
    @RolesAllowed({"operator", "privacy"})
    @Operation(summary = "Release an address on a channel; default the entry for all channels")
    public void release(
            @QueryParam("address") @NotBlank @Size(max = 320) String address,
            @QueryParam("channel") @DefaultValue("*") @Pattern(regexp = CHANNEL, message = CHANNEL_RULE) String channel,
            @QueryParam("reason") @DefaultValue("released") @Size(max = 100) String reason,
            @Context SecurityContext caller) {
        Suppressions.Change change = new Suppressions.Change(Address.normalise(address), channel, reason);
        if (!suppressions.release(change, caller.getUserPrincipal().getName())) {
            throw ProblemException.notFound("a suppression of this address on this channel");
        }
    }
}
