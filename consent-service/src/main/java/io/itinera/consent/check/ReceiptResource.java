package io.itinera.consent.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.consent.ledger.Ledger;
import io.itinera.consent.ledger.LedgerEntry;
import io.itinera.consent.ledger.Seal;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proves a message: what its receipt says, and whether the ledger still holds what it relied on. */
@Path("/v1/receipts")
@Tag(name = "Receipts")
public class ReceiptResource {

    private final Receipts receipts;
    private final Ledger ledger;

    ReceiptResource(Receipts receipts, Ledger ledger) {
        this.receipts = receipts;
        this.ledger = ledger;
    }

    /**
     * A receipt to look into.
     *
     * @param receipt as the check gave it
     */
    public record Request(@NotBlank @Size(max = 2000) String receipt) {}

    /**
     * What a receipt says.
     *
     * @param profileId whose consent was asked for
     * @param channel the message's channel
     * @param purpose the message's purpose
     * @param messageId the message
     * @param allowed what the answer was
     * @param reason why
     * @param checkedAt when
     * @param entry the ledger row that it relied on; none when the purpose's rule alone decided
     * @param entryIntact whether that row is still there, unchanged; null when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Proof(
            UUID profileId,
            String channel,
            String purpose,
            String messageId,
            boolean allowed,
            String reason,
            Instant checkedAt,
            LedgerEntry entry,
            Boolean entryIntact) {}

    @POST
    @RolesAllowed({"viewer", "operator", "privacy", "service"})
    @Operation(summary = "What a receipt says, and the ledger row that it relied on")
    public Proof prove(@NotNull @Valid Request request) {
        Receipt receipt = receipts.read(request.receipt())
                .orElseThrow(() -> ProblemException.invalid("/receipt", "is not a receipt of this service"));
        LedgerEntry entry = receipt.seq() == 0
                ? null
                : ledger.find(receipt.seq()).map(Ledger.Line::entry).orElse(null);
        Boolean intact = receipt.seq() == 0
                ? null
                : entry != null
                        && entry.hash().equals(receipt.hash())
                        && entry.hash().equals(Seal.hash(entry));
        return new Proof(
                receipt.profile(),
                receipt.channel(),
                receipt.purpose(),
                receipt.messageId(),
                receipt.reason().allows(),
                receipt.reason().wire(),
                receipt.at(),
                entry,
                intact);
    }
}
