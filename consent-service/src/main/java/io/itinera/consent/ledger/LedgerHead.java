package io.itinera.consent.ledger;

import java.time.Instant;

/**
 * The end of the chain.
 *
 * @param seq place of the last row, 0 when there is none
 * @param hash hash of the last row
 * @param recordedAt when the last row was written
 */
public record LedgerHead(long seq, String hash, Instant recordedAt) {}
