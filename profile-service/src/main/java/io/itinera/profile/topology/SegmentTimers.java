package io.itinera.profile.topology;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * When to look at which profile again: one timer per profile at most, by due time, 24 bytes each. What has fired leaves a tombstone
 * in front of what has not; the cursor remembers where the living begin. It is the habit of the journey engine's timers, without
 * what they carry: there, a timer belongs to a step of an instance, here the profile's state knows what is due.
 */
final class SegmentTimers {

    /** Sorts after every timer, since a due time begins with a bit that is 1 and one that is 0 until the year 146 million. */
    private static final Bytes TASK = Bytes.wrap(new byte[] {(byte) 0xFF});

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    private Bytes cursor = Bytes.wrap(new byte[0]);

    SegmentTimers(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * A timer.
     *
     * @param due in milliseconds since the epoch
     * @param profileId whose
     */
    record Timer(long due, String profileId) {}

    void set(long due, String profileId) {
        Bytes key = key(due, profileId);
        store.put(key, PRESENT);
        if (key.compareTo(cursor) < 0) {
            cursor = key;
        }
    }

    void cancel(long due, String profileId) {
        store.delete(key(due, profileId));
    }

    /** Takes timers that are due by {@code now}, the earliest first; fewer than {@code budget} means that no more are due. */
    List<Timer> take(Instant now, int budget) {
        Bytes end = Bytes.wrap(due(now.toEpochMilli() + 1).array());
        if (end.compareTo(cursor) <= 0) {
            return List.of();
        }
        List<Bytes> taken = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> timers = store.range(cursor, end)) {
            while (timers.hasNext() && taken.size() < budget) {
                taken.add(timers.next().key);
            }
        }
        cursor = taken.size() < budget ? end : taken.getLast();
        taken.forEach(store::delete);
        return taken.stream().map(SegmentTimers::read).toList();
    }

    /** What the partition remembers beside its timers. */
    byte[] task() {
        return store.get(TASK);
    }

    void task(byte[] remembered) {
        store.put(TASK, remembered);
    }

    private static Bytes key(long due, String profileId) {
        UUID id = UUID.fromString(profileId);
        return Bytes.wrap(ByteBuffer.allocate(3 * Long.BYTES)
                .put(due(due).flip())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private static ByteBuffer due(long due) {
        return ByteBuffer.allocate(Long.BYTES).putLong(due ^ Long.MIN_VALUE);
    }

    private static Timer read(Bytes bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes.get());
        return new Timer(key.getLong() ^ Long.MIN_VALUE, new UUID(key.getLong(), key.getLong()).toString());
    }
}
