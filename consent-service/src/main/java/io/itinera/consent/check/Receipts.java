package io.itinera.consent.check;

import io.itinera.consent.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes and reads receipts. A receipt says all by itself and is signed, so a check writes nothing; whoever keeps the message
 * keeps its receipt. It holds ids only.
 */
@ApplicationScoped
class Receipts {

    private static final String PREFIX = "r1.";
    private static final int TAG = 16;
    private static final int LONGEST = 2000;

    private final List<byte[]> keys;

    Receipts(Secrets secrets) {
        this.keys = secrets.keys("receipt");
    }

    /** The text of a receipt. */
    String write(Receipt receipt) {
        byte[] body = pack(receipt);
        byte[] all = Arrays.copyOf(body, body.length + TAG);
        System.arraycopy(tag(keys.getFirst(), body), 0, all, body.length, TAG);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The receipt; empty when it is not ours or was changed. */
    Optional<Receipt> read(String text) {
        if (text.length() > LONGEST || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (all.length <= TAG) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(all, all.length - TAG);
        byte[] tag = Arrays.copyOfRange(all, all.length - TAG, all.length);
        return keys.stream().anyMatch(key -> MessageDigest.isEqual(tag, tag(key, body)))
                ? Optional.of(unpack(body))
                : Optional.empty();
    }

    private static byte[] tag(byte[] key, byte[] body) {
        return Arrays.copyOf(Secrets.hmac(key, body), TAG);
    }

    private static byte[] pack(Receipt receipt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(receipt.profile().getMostSignificantBits());
            out.writeLong(receipt.profile().getLeastSignificantBits());
            out.writeLong(receipt.at().toEpochMilli());
            out.writeLong(receipt.seq());
            if (receipt.seq() > 0) {
                out.write(HexFormat.of().parseHex(receipt.hash()));
            }
            out.writeUTF(receipt.reason().wire());
            out.writeUTF(receipt.channel());
            out.writeUTF(receipt.purpose());
            out.writeUTF(receipt.messageId() == null ? "" : receipt.messageId());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static Receipt unpack(byte[] body) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            UUID profile = new UUID(in.readLong(), in.readLong());
            Instant at = Instant.ofEpochMilli(in.readLong());
            long seq = in.readLong();
            String hash = seq > 0 ? HexFormat.of().formatHex(in.readNBytes(32)) : null;
            String reason = in.readUTF();
            String channel = in.readUTF();
            String purpose = in.readUTF();
            String messageId = in.readUTF();
            return new Receipt(
                    profile, channel, purpose, messageId.isEmpty() ? null : messageId, reason(reason), at, seq, hash);
        } catch (IOException e) {
            throw new UncheckedIOException("signed by us, but not written by us", e);
        }
    }

    private static Reason reason(String wire) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("signed by us, but with a reason that is not ours"));
    }
}
