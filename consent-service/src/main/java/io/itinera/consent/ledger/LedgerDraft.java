package io.itinera.consent.ledger;

import java.time.Instant;

/**
 * What is to be written into the ledger, before it has a place in it.
 *
 * @param kind what it is about
 * @param decision what was decided
 * @param channel a channel, or {@code *} for all
 * @param purpose a purpose, or {@code *} for all
 * @param source where it was decided: {@code api}, {@code unsubscribe-link}, …
 * @param textVersion version of the text that the customer saw, or null
 * @param decidedAt when the customer decided; null means when it is recorded
 * @param about the personal part
 */
public record LedgerDraft(
        Kind kind,
        Decision decision,
        String channel,
        String purpose,
        String source,
        String textVersion,
        Instant decidedAt,
        About about) {

    /** What a row is about. */
    public enum Kind {
        /** A customer's choice. */
        CONSENT("consent"),
        /** An address that gets no messages, or gets them again. */
        SUPPRESSION("suppression");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        /** The word in the ledger. */
        public String wire() {
            return wire;
        }
    }

    /** What was decided. */
    public enum Decision {
        /** The customer said yes. */
        GRANTED("granted"),
        /** The customer said no. */
        DENIED("denied"),
        /** The address gets no message. */
        SUPPRESSED("suppressed"),
        /** The address may get messages again. */
        RELEASED("released");

        private final String wire;

        Decision(String wire) {
            this.wire = wire;
        }

        /** The word in the ledger and in the API. */
        public String wire() {
            return wire;
        }
    }
}
