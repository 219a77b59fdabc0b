package io.itinera.consent.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The canonical form of a row and its hash. Fields follow each other as netstrings ({@code <bytes>:<UTF-8>,}, null as
 * {@code -,}), so that no two rows share a form; an outside verifier needs ten lines to write the same.
 */
public final class Seal {

    /** The hash before the first row. */
    public static final String GENESIS = "0".repeat(64);

    private static final String ROW = "itinera-ledger-1";
    private static final String PERSONAL = "itinera-personal-1";

    private Seal() {}

    /** The hash that {@code row} must have; its own hash is not part of it. */
    public static String hash(LedgerEntry row) {
        return sha256(
                ROW,
                Long.toString(row.seq()),
                row.kind(),
                row.decision(),
                row.channel(),
                row.purpose(),
                row.source(),
                row.textVersion(),
                row.decidedAt().toString(),
                row.recordedAt().toString(),
                row.personalDigest(),
                row.previousHash());
    }

    /** The digest that stands for a personal part in its row. Without the salt nobody can guess what was in it. */
    public static String digest(String salt, About about) {
        return sha256(
                PERSONAL,
                salt,
                about.profileId() == null ? null : about.profileId().toString(),
                about.subject(),
                about.address(),
                about.evidence(),
                about.messageId(),
                about.recordedBy());
    }

    private static String sha256(String... fields) {
        ByteArrayOutputStream form = new ByteArrayOutputStream(512);
        for (String field : fields) {
            if (field == null) {
                form.writeBytes(new byte[] {'-', ','});
                continue;
            }
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            form.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            form.writeBytes(bytes);
            form.write(',');
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
