package io.itinera.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that are a pure function of what they name, so that nobody has to be asked and a repeat is recognised everywhere:
 * UUID version 5, <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.5">RFC 9562 section 5.5</a>.
 */
public final class ProfileIds {

    private static final UUID NAMESPACE = UUID.fromString("6f2c1f2e-3b0e-5d7a-9c55-0a6d5b1f7e11");

    private ProfileIds() {}

    /** The id derived from {@code name} in Itinera's namespace, in the usual 36-character form. */
    public static String derive(String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long most = (hash.getLong() & ~0xF000L) | 0x5000L;
        long least = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(most, least).toString();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
