package io.itinera.profile.topology;

import io.itinera.profile.life.Move;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The messages that each profile counted lately. A key is the profile and a hash of the message id, 32 bytes; they are kept by the
 * day, so that a look-up is one exact get per day of the {@link DedupeWindow} and one more, and old days go as whole files, without a
 * delete per message.
 */
final class SeenMessages {

    /** Most ids that follow a part when it moves: the newest. */
    static final int MOST_MOVED = 2_000;

    private static final int HALF = 16;
    private static final long DAY = DedupeWindow.BUCKET.toMillis();

    private final WindowStore<Bytes, byte[]> store;
    private final DedupeWindow window;
    private final long length;
    private final MessageDigest digest;

    SeenMessages(WindowStore<Bytes, byte[]> store, DedupeWindow window) {
        this.store = store;
        this.window = window;
        this.length = window.length().toMillis();
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** True when the profile counted the message less than the window before {@code at}. */
    boolean contains(String profileId, String messageId, Instant at) {
        Bytes key = key(profileId, hash(messageId));
        long now = at.toEpochMilli();
        for (long day = day(now); day > now - length - DAY; day -= DAY) {
            if (recent(store.fetch(key, day), now)) {
                return true;
            }
        }
        return false;
    }

    void add(String profileId, String origin, String messageId, Instant at) {
        put(profileId, origin, hash(messageId), at.toEpochMilli());
    }

    void add(String profileId, List<Move.Seen> moved) {
        moved.forEach(seen -> put(profileId, seen.origin(), Base64.getDecoder().decode(seen.id()), seen.at()));
    }

    /** The newest messages counted under the given parts. */
    List<Move.Seen> under(String profileId, Set<String> origins, Instant at) {
        byte[] highest = new byte[HALF];
        Arrays.fill(highest, (byte) 0xFF);
        List<Move.Seen> found = new ArrayList<>();
        try (KeyValueIterator<Windowed<Bytes>, byte[]> all = store.fetch(
                key(profileId, new byte[HALF]),
                key(profileId, highest),
                at.minus(window.kept()),
                at.plus(DedupeWindow.BUCKET))) {
            all.forEachRemaining(entry -> {
                ByteBuffer value = ByteBuffer.wrap(entry.value);
                long seenAt = value.getLong();
                String origin = new UUID(value.getLong(), value.getLong()).toString();
                if (origins.contains(origin)) {
                    byte[] id = Arrays.copyOfRange(entry.key.key().get(), HALF, 2 * HALF);
                    found.add(new Move.Seen(origin, Base64.getEncoder().encodeToString(id), seenAt));
                }
            });
        }
        return found.stream()
                .sorted(Comparator.comparingLong(Move.Seen::at).reversed())
                .limit(MOST_MOVED)
                .toList();
    }

    private void put(String profileId, String origin, byte[] id, long at) {
        UUID under = UUID.fromString(origin);
        byte[] value = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(at)
                .putLong(under.getMostSignificantBits())
                .putLong(under.getLeastSignificantBits())
                .array();
        store.put(key(profileId, id), value, day(at));
    }

    private byte[] hash(String messageId) {
        return Arrays.copyOf(digest.digest(messageId.getBytes(StandardCharsets.UTF_8)), HALF);
    }

    private static Bytes key(String profileId, byte[] id) {
        UUID profile = UUID.fromString(profileId);
        return Bytes.wrap(ByteBuffer.allocate(2 * HALF)
                .putLong(profile.getMostSignificantBits())
                .putLong(profile.getLeastSignificantBits())
                .put(id)
                .array());
    }

    private boolean recent(byte[] value, long now) {
        return value != null && Math.abs(now - ByteBuffer.wrap(value).getLong()) < length;
    }

    private static long day(long at) {
        return Math.floorDiv(at, DAY) * DAY;
    }
}
