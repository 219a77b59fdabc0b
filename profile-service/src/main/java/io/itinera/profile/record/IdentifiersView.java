package io.itinera.profile.record;

import java.time.Instant;
import java.util.List;

/**
 * The identifiers of a profile, and how they came to it.
 *
 * @param profileId profile id
 * @param identifiers all identifiers seen
 * @param moves decisions that brought identifiers here, oldest first
 */
public record IdentifiersView(String profileId, List<String> identifiers, List<Move> moves) {

    /**
     * A decision.
     *
     * @param identifier what moved
     * @param from profile that it left
     * @param to profile that it came to
     * @param at logical time of the event that caused it
     * @param messageId the event that caused it
     */
    public record Move(String identifier, String from, String to, Instant at, String messageId) {
        static Move of(MoveRow row) {
            return new Move(row.key.identifier(), row.from.toString(), row.to.toString(), row.decidedAt, row.cause);
        }
    }
}
