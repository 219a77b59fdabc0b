package io.itinera.consent.consent;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * The latest decision for one channel and purpose.
 *
 * @param origin the profile that it counts for; more than one of a customer's profiles when some were merged
 * @param scope channel and purpose
 * @param granted true for a yes
 * @param decidedAt when the customer decided
 * @param proof the ledger row that proves it
 */
public record Choice(UUID origin, Scope scope, boolean granted, Instant decidedAt, Proof proof) {

    /** By the time of the decision; ties by the order of the ledger. */
    public static final Comparator<Choice> ORDER = Comparator.comparing(Choice::decidedAt)
            .thenComparingLong(choice -> choice.proof().seq());

    /**
     * A ledger row.
     *
     * @param seq its place
     * @param hash its hash
     * @param source where it was decided
     * @param messageId the message whose link was used, or null
     */
    public record Proof(long seq, String hash, String source, String messageId) {}

    /** True when this was decided after {@code other}. */
    public boolean laterThan(Choice other) {
        return ORDER.compare(this, other) > 0;
    }
}
