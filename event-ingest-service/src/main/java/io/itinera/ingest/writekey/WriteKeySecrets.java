package io.itinera.ingest.writekey;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes write keys and hashes them. */
@ApplicationScoped
class WriteKeySecrets {

    private static final String PREFIX = "wk_";
    private static final int RANDOM_BYTES = 24;
    private static final int LENGTH = PREFIX.length() + RANDOM_BYTES / 3 * 4;
    private static final int HINT_LENGTH = 7;

    private final SecureRandom random = new SecureRandom();

    /** A new secret of 192 random bits. */
    String make() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The start of a secret, by which a person recognises it. */
    static String hint(String secret) {
        return secret.substring(0, HINT_LENGTH);
    }

    /** False when it cannot be one of ours, so that junk costs nothing. */
    static boolean looksRight(String secret) {
        return secret.length() == LENGTH && secret.startsWith(PREFIX);
    }

    /** SHA-256 in hexadecimal. */
    static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
