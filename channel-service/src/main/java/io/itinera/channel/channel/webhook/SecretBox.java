package io.itinera.channel.channel.webhook;

import io.itinera.channel.ChannelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts webhook secrets for the database (AES-256-GCM): a dump of it signs nothing. */
@ApplicationScoped
class SecretBox {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final String CIPHER = "AES/GCM/NoPadding";

    private final List<SecretKeySpec> keys;
    private final SecureRandom random = new SecureRandom();

    SecretBox(ChannelConfig config) {
        List<String> sources = new ArrayList<>();
        config.endpointSecret().ifPresent(sources::add);
        sources.add(config.linkSecret());
        sources.addAll(config.linkSecretPrevious().orElse(List.of()));
        this.keys = sources.stream().map(SecretBox::key).toList();
    }

    SecureRandom random() {
        return random;
    }

    byte[] close(String plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, keys.getFirst(), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /**
     * @throws IllegalStateException when none of the configured secrets opens it
     */
    String open(byte[] closed) {
        for (SecretKeySpec key : keys) {
            try {
                Cipher cipher = Cipher.getInstance(CIPHER);
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, closed, 0, NONCE));
                return new String(cipher.doFinal(closed, NONCE, closed.length - NONCE), StandardCharsets.UTF_8);
            } catch (GeneralSecurityException e) {
                continue;
            }
        }
        throw new IllegalStateException(
                "a stored webhook secret was encrypted with a secret that is not configured any more");
    }

    private static SecretKeySpec key(String source) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("itinera webhook secrets|" + source).getBytes(StandardCharsets.UTF_8));
            return new SecretKeySpec(hash, "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
