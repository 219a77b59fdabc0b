package io.itinera.consent.link;

import io.itinera.consent.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads the opaque part of a link: version, tag, and what the link stands for, encrypted. The tag is an HMAC over the
 * plain text and also the cipher's start value (the SIV construction), so a link is the same each time it is asked for,
 * shows nothing, and a forged one is recognised before anything else is done with it.
 */
@ApplicationScoped
public class LinkTokens {

    private static final byte VERSION = 1;
    private static final int TAG = 16;
    /** Longer ones are not ours, and are refused before they cost anything. */
    private static final int LONGEST = 1000;

    private final List<byte[]> signing;
    private final List<byte[]> hiding;

    LinkTokens(Secrets secrets) {
        this.signing = secrets.keys("link-signing");
        this.hiding = secrets.keys("link-hiding");
    }

    /** The text of a link. */
    public String write(LinkToken token) {
        byte[] plain = pack(token);
        byte[] tag = tag(signing.getFirst(), plain);
        byte[] hidden = cipher(hiding.getFirst(), tag, plain);
        byte[] all = new byte[1 + TAG + hidden.length];
        all[0] = VERSION;
        System.arraycopy(tag, 0, all, 1, TAG);
        System.arraycopy(hidden, 0, all, 1 + TAG, hidden.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** What a link stands for; empty when it is not ours. */
    public Optional<LinkToken> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (all.length <= 1 + TAG || all[0] != VERSION) {
            return Optional.empty();
        }
        byte[] tag = Arrays.copyOfRange(all, 1, 1 + TAG);
        byte[] hidden = Arrays.copyOfRange(all, 1 + TAG, all.length);
        for (int i = 0; i < signing.size(); i++) {
            byte[] plain = cipher(hiding.get(i), tag, hidden);
            if (MessageDigest.isEqual(tag, tag(signing.get(i), plain))) {
                return Optional.of(unpack(plain));
            }
        }
        return Optional.empty();
    }

    private static byte[] tag(byte[] key, byte[] plain) {
        return Arrays.copyOf(Secrets.hmac(key, new byte[] {VERSION}, plain), TAG);
    }

    /** AES in counter mode: the same call hides and shows. */
    private static byte[] cipher(byte[] key, byte[] start, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in counter mode", e);
        }
    }

    private static byte[] pack(LinkToken token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(token.profile().getMostSignificantBits());
            out.writeLong(token.profile().getLeastSignificantBits());
            out.writeUTF(token.channel());
            out.writeUTF(token.purpose());
            out.writeUTF(token.messageId() == null ? "" : token.messageId());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static LinkToken unpack(byte[] plain) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            UUID profile = new UUID(in.readLong(), in.readLong());
            String channel = in.readUTF();
            String purpose = in.readUTF();
            String messageId = in.readUTF();
            return new LinkToken(profile, channel, purpose, messageId.isEmpty() ? null : messageId);
        } catch (IOException e) {
            throw new UncheckedIOException("signed by us, but not written by us", e);
        }
    }
}
