package io.itinera.consent.consent;

import java.util.UUID;

/**
 * What became of a decision.
 *
 * @param profileId the profile that it counts for now
 * @param entry id of the ledger row that proves it
 * @param repeated true when an earlier request with the same key recorded it
 */
public record Recorded(UUID profileId, String entry, boolean repeated) {}
