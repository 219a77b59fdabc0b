package io.itinera.contracts;

import java.time.Instant;

/**
 * The other record on {@link Topics#SENDS}, keyed by profile id: an instance was ended, and what it has asked for and no provider has
 * yet is not to go out, except for requests that are to be kept. Told from a {@link SendRequest} by {@code cancels}.
 *
 * @param cancels id of the instance whose messages are cancelled
 * @param profileId whose instance
 * @param reason machine-readable word why the instance ended
 * @param at logical time of its end
 */
public record SendCancel(String cancels, String profileId, String reason, Instant at) {}
