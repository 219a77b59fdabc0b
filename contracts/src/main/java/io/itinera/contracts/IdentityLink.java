package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A decision that {@code subject} belongs to {@code profileId}: the value on {@link Topics#IDENTITIES}, keyed by subject. An
 * identifier without a link belongs to the profile derived from it. A merge is a link whose subject is {@code profile:<uuid>}.
 *
 * @param subject text form of an {@link Identifier}
 * @param profileId the profile that it belongs to now
 * @param decidedAt when
 * @param epoch grows with each decision about the subject: of two links, the one with the higher epoch holds
 * @param superseded true for a user id that an alias replaced
 * @param claim for an anonymous id, the earliest claim to it, which is the one that holds; else null
 */
public record IdentityLink(
        String subject,
        String profileId,
        Instant decidedAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long epoch,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean superseded,
        Claim claim) {

    /** A link of which only the outcome matters. */
    public IdentityLink(String subject, String profileId, Instant decidedAt) {
        this(subject, profileId, decidedAt, 0, false, null);
    }

    /**
     * What ties an anonymous id to a customer.
     *
     * @param userId the customer's id in the sender's system
     * @param at when it was claimed, by the claiming event's own timestamp
     * @param messageId the claiming event, which breaks a tie
     */
    public record Claim(String userId, Instant at, String messageId) {}
}
