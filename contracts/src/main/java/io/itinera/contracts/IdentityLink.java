package io.itinera.contracts;

import java.time.Instant;

/**
 * A decision that {@code subject} belongs to {@code profileId}: the value on {@link Topics#IDENTITIES}, keyed by subject. An
 * identifier without a link belongs to the profile derived from it. A merge is a link whose subject is {@code profile:<uuid>}.
 *
 * @param subject text form of an {@link Identifier}
 * @param profileId the profile that it belongs to now
 * @param decidedAt when
 */
public record IdentityLink(String subject, String profileId, Instant decidedAt) {}
