package io.itinera.consent.ledger;

import java.time.Instant;

/**
 * One row of the ledger, sealed: its hash covers every other field here, and by {@code previousHash} the row before it.
 *
 * @param seq place in the ledger, from 1 without gaps
 * @param kind {@code consent} or {@code suppression}
 * @param decision {@code granted}, {@code denied}, {@code suppressed} or {@code released}
 * @param channel a channel, or {@code *}
 * @param purpose a purpose, or {@code *}
 * @param source where it was decided
 * @param textVersion version of the text that the customer saw, or null
 * @param decidedAt when the customer decided, to the microsecond
 * @param recordedAt when it was written, to the microsecond, never before the row before it
 * @param personalDigest salted digest of the personal part, see {@link Seal#digest}
 * @param previousHash hash of the row before it, 64 zeros for the first
 * @param hash SHA-256 over all of the above, in hex, see {@link Seal#hash}
 */
public record LedgerEntry(
        long seq,
        String kind,
        String decision,
        String channel,
        String purpose,
        String source,
        String textVersion,
        Instant decidedAt,
        Instant recordedAt,
        String personalDigest,
        String previousHash,
        String hash) {

    /** The same row with another hash. */
    LedgerEntry withHash(String other) {
        return new LedgerEntry(
                seq,
                kind,
                decision,
                channel,
                purpose,
                source,
                textVersion,
                decidedAt,
                recordedAt,
                personalDigest,
                previousHash,
                other);
    }
}
