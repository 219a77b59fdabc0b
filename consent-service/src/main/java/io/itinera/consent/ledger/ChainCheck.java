package io.itinera.consent.ledger;

import java.util.Optional;

/** Walks the ledger row by row and keeps the first thing that is wrong. Not for use by several threads. */
public final class ChainCheck {

    private long seq;
    private String hash = Seal.GENESIS;
    private long erased;
    private Broken broken;

    /**
     * The first row that is not what was written.
     *
     * @param seq its place
     * @param reason what is wrong with it
     */
    public record Broken(long seq, String reason) {}

    /**
     * Takes the next row.
     *
     * @param row the row as stored
     * @param salt salt of its personal part, null when the part was erased
     * @param about its personal part, null when it was erased
     */
    public void next(LedgerEntry row, String salt, About about) {
        if (broken != null) {
            return;
        }
        if (row.seq() != seq + 1) {
            broken = new Broken(seq + 1, "the row is missing");
        } else if (!row.previousHash().equals(hash)) {
            broken = new Broken(row.seq(), "the row does not follow the one before it");
        } else if (!row.hash().equals(Seal.hash(row))) {
            broken = new Broken(row.seq(), "the row was changed");
        } else if (about != null && !Seal.digest(salt, about).equals(row.personalDigest())) {
            broken = new Broken(row.seq(), "the personal part was changed");
        }
        erased += about == null ? 1 : 0;
        seq = row.seq();
        hash = row.hash();
    }

    /** Takes the end of the chain as the ledger remembers it, so that cut-off rows are missed. */
    public void end(LedgerHead head) {
        if (broken == null && seq < head.seq()) {
            broken = new Broken(seq + 1, "the row is missing");
        } else if (broken == null && !hash.equals(head.hash())) {
            broken = new Broken(head.seq(), "the last row is not the one that was written");
        }
    }

    /** The first row that is wrong, empty while all is right. */
    public Optional<Broken> broken() {
        return Optional.ofNullable(broken);
    }

    /** Rows whose personal part is gone. */
    public long erased() {
        return erased;
    }
}
