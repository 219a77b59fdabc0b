package io.itinera.consent.consent;

import io.itinera.consent.identity.LinkStore;
import io.itinera.consent.ledger.Ledger;
import io.itinera.consent.policy.Purposes;
import io.itinera.contracts.Identifier;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Records decisions and shows what they add up to. */
@Path("/v1/consents")
@Tag(name = "Consents")
public class ConsentResource {

    private final Consents consents;
    private final ConsentStore store;
    private final LinkStore links;
    private final Ledger ledger;
    private final Purposes purposes;
    private final InstantSource clock;

    ConsentResource(
            Consents consents,
            ConsentStore store,
            LinkStore links,
            Ledger ledger,
            Purposes purposes,
            InstantSource clock) {
        this.consents = consents;
        this.store = store;
        this.links = links;
        this.ledger = ledger;
        this.purposes = purposes;
        this.clock = clock;
    }

    /**
     * What became of the decisions.
     *
     * @param results one for each decision, in the same order
     */
    public record Results(List<Recorded> results) {}

    @POST
    @RolesAllowed({"editor", "operator", "service"})
    @Operation(summary = "Record decisions, all or none; a change is seen by the next check")
    public Results record(@NotNull @Valid DecisionsRequest request, @Context SecurityContext caller) {
        return new Results(consents.record(
                request.toDecisions(purposes, clock.instant()),
                caller.getUserPrincipal().getName()));
    }

    @GET
    @Path("/{profile}")
    @RolesAllowed({"viewer", "editor", "operator", "privacy", "service"})
    @Operation(summary = "What holds for a profile, by UUID or identifier such as userId:42, and its history")
    public ConsentView show(
            @RestPath String profile,
            @QueryParam("cursor") Long cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit) {
        Identifier who = identifier(profile);
        UUID named = links.named(List.of(who)).get(who);
        Standing standing = store.standing(List.of(named)).get(named);
        List<ConsentView.Past> history = ledger
                .history(links.families(List.of(named)).members(named), cursor == null ? Long.MAX_VALUE : cursor, limit)
                .stream()
                .map(ConsentView.Past::of)
                .toList();
        List<ConsentView.Effective> choices = Precedence.effective(standing.choices()).stream()
                .map(ConsentView.Effective::of)
                .toList();
        return new ConsentView(
                standing.current(),
                choices,
                history,
                history.size() < limit ? null : history.getLast().entry());
    }

    private static Identifier identifier(String text) {
        try {
            Identifier who =
                    text.contains(":") ? Identifier.parse(text) : new Identifier(Identifier.Kind.PROFILE, text);
            UUID.fromString(who.derivedProfileId());
            return who;
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("/profile", "is neither a UUID nor an identifier such as userId:42");
        }
    }
}
