package io.itinera.consent.merge;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import java.time.Instant;
import java.util.UUID;

/**
 * A link that was read and understood.
 *
 * @param subject an identifier, or a profile that was merged
 * @param profile the profile that it belongs to now
 * @param at when that was decided
 * @param epoch grows with each decision about the subject: the higher one holds
 */
record KnownLink(Identifier subject, UUID profile, Instant at, long epoch) {

    /**
     * Understands a link.
     *
     * @throws IllegalArgumentException when a field is missing or has the wrong form
     */
    static KnownLink of(IdentityLink link) {
        if (link.subject() == null || link.profileId() == null || link.decidedAt() == null) {
            throw new IllegalArgumentException("an identity link has a subject, a profile and a time");
        }
        KnownLink known = new KnownLink(
                Identifier.parse(link.subject()), UUID.fromString(link.profileId()), link.decidedAt(), link.epoch());
        if (known.merges()) {
            known.merged();
        }
        return known;
    }

    /** True when the subject is a profile. */
    boolean merges() {
        return subject.kind() == Identifier.Kind.PROFILE;
    }

    /** The profile that was merged. */
    UUID merged() {
        return UUID.fromString(subject.value());
    }
}
