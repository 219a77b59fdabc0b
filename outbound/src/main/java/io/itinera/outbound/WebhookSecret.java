package io.itinera.outbound;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A Standard Webhooks secret: {@code whsec_} and 24 to 64 bytes in base64. */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int LEAST = 24;
    private static final int MOST = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /**
     * Reads a secret.
     *
     * @throws IllegalArgumentException when it has not the form of a secret; the message does not hold it
     */
    public static WebhookSecret parse(String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "!");
            if (key.length < LEAST || key.length > MOST) {
                throw new IllegalArgumentException("length");
            }
            return new WebhookSecret(key);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a webhook secret is whsec_ and 24 to 64 bytes in base64", e);
        }
    }

    /** A new secret of 32 bytes. */
    public static WebhookSecret generate(SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** The secret as it is handed to the receiver and stored, encrypted. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /**
     * {@code v1,…} for one delivery.
     *
     * @param id the delivery's, the same at each attempt
     * @param timestamp of this attempt, in seconds since 1970
     * @param body as it is sent
     */
    public String sign(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
