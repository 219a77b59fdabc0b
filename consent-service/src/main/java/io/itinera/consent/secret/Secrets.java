package io.itinera.consent.secret;

import io.itinera.consent.policy.ConsentConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys derived from the configured secrets, one for each use, so that what is signed for one use is worth nothing for another. */
@Startup
@ApplicationScoped
public class Secrets {

    private static final String ALGORITHM = "HmacSHA256";

    private final List<byte[]> secrets;

    @Inject
    Secrets(ConsentConfig config) {
        this(Stream.concat(Stream.of(config.linkSecret()), config.previousLinkSecrets().orElse(List.of()).stream())
                .toList());
    }

    /** Derives from these secrets: the present one first, then those whose signatures are still good. */
    public Secrets(List<String> secrets) {
        this.secrets = secrets.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The keys for a use: the present one first, then those whose signatures are still good. */
    public List<byte[]> keys(String use) {
        return secrets.stream()
                .map(secret -> hmac(secret, use.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** HMAC-SHA256 of {@code parts} after each other. */
    public static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
