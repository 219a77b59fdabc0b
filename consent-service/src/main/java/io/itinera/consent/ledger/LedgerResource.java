package io.itinera.consent.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The ledger for those who must trust nobody: every row with its hashes, and a walk over all of it. */
@Path("/v1/ledger")
@Tag(name = "Ledger")
@RolesAllowed({"privacy", "operator"})
public class LedgerResource {

    private final Ledger ledger;

    LedgerResource(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A page of the ledger, without personal parts.
     *
     * @param entries rows in order
     * @param next cursor of the next page, null at the end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PageView(List<LedgerEntry> entries, String next) {}

    /**
     * What a walk over the ledger found.
     *
     * @param intact true when every row is what was written
     * @param entries rows that the ledger has
     * @param erased rows whose personal part was erased
     * @param hash hash of the last row; keep it elsewhere to prove later that nothing before it changed
     * @param broken the first row that is wrong
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(boolean intact, long entries, long erased, String hash, ChainCheck.Broken broken) {}

    /**
     * A row and what its personal digest stands for.
     *
     * @param entry the row
     * @param salt salt of the digest, null when the personal part was erased
     * @param personal the personal part, null when it was erased
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Opened(LedgerEntry entry, String salt, About personal) {}

    @GET
    @Operation(summary = "Rows in order, for an outside verifier; no personal data")
    public PageView page(
            @QueryParam("cursor") @DefaultValue("0") @Min(0) long cursor,
            @QueryParam("limit") @DefaultValue("500") @Min(1) @Max(5000) int limit) {
        List<LedgerEntry> entries =
                ledger.page(cursor, limit).stream().map(Ledger.Line::entry).toList();
        return new PageView(
                entries,
                entries.size() < limit ? null : Long.toString(entries.getLast().seq()));
    }

    @GET
    @Path("/verify")
    @Operation(summary = "Walk over the whole ledger and report the first row that is wrong")
    public Report verify() {
        LedgerHead head = ledger.head();
        ChainCheck check = ledger.verify(head);
        return new Report(
                check.broken().isEmpty(),
                head.seq(),
                check.erased(),
                head.hash(),
                check.broken().orElse(null));
    }

    @GET
    @Path("/{seq}")
    @RolesAllowed("privacy")
    @Operation(summary = "One row with its personal part and salt, to prove what its digest stands for")
    public Opened open(@RestPath @Min(1) long seq) {
        return ledger.find(seq)
                .map(line -> new Opened(line.entry(), line.salt(), line.about()))
                .orElseThrow(() -> ProblemException.notFound("ledger row " + seq));
    }
}
