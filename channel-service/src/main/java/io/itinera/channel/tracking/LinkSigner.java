package io.itinera.channel.tracking;

import io.itinera.channel.ChannelConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens of tracking links: what they say, and an HMAC over it. They carry all that is needed, so that nothing is stored per
 * link and a click leads nowhere that we did not write.
 */
@ApplicationScoped
public class LinkSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE = 16;
    private static final String OPEN = "o";
    private static final String CLICK = "c";

    private final List<SecretKeySpec> keys;

    LinkSigner(ChannelConfig config) {
        List<String> secrets = new ArrayList<>(List.of(config.linkSecret()));
        secrets.addAll(config.linkSecretPrevious().orElse(List.of()));
        this.keys = secrets.stream()
                .map(s -> new SecretKeySpec(s.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /** The token of a message's open pixel. */
    public String open(String messageId) {
        return token(OPEN + "\n" + messageId);
    }

    /** The token of one link of a message. */
    public String click(String messageId, String target) {
        return token(CLICK + "\n" + messageId + "\n" + target);
    }

    /** The message of an open token; empty when we did not make it. */
    Optional<String> readOpen(String token) {
        return read(token).filter(p -> p.length == 2 && OPEN.equals(p[0])).map(p -> p[1]);
    }

    /** The message and the target of a click token; empty when we did not make it. */
    Optional<Click> readClick(String token) {
        return read(token).filter(p -> p.length == 3 && CLICK.equals(p[0])).map(p -> new Click(p[1], p[2]));
    }

    private String token(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        byte[] signature = sign(keys.getFirst(), bytes);
        byte[] all = Arrays.copyOf(signature, SIGNATURE + bytes.length);
        System.arraycopy(bytes, 0, all, SIGNATURE, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    private Optional<String[]> read(String token) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length <= SIGNATURE) {
            return Optional.empty();
        }
        byte[] signature = Arrays.copyOf(all, SIGNATURE);
        byte[] content = Arrays.copyOfRange(all, SIGNATURE, all.length);
        boolean ours = keys.stream().anyMatch(key -> MessageDigest.isEqual(sign(key, content), signature));
        return ours ? Optional.of(new String(content, StandardCharsets.UTF_8).split("\n", 3)) : Optional.empty();
    }

    private static byte[] sign(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(mac.doFinal(content), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /**
     * What a click token says.
     *
     * @param messageId the message
     * @param target where the link leads
     */
    record Click(String messageId, String target) {}
}
