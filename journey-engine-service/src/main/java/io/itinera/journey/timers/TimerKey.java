package io.itinera.journey.timers;

import io.itinera.journey.engine.TimerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * A timer as bytes whose order is the order of (due, profile, instance, step, visit), so that the store's first key is what comes
 * due first: seconds and nanoseconds, sign bit turned over, then the texts, each ended by a zero byte.
 */
public final class TimerKey {

    private static final int DUE_BYTES = Long.BYTES + Integer.BYTES;
    private static final byte END = 0;

    private TimerKey() {}

    /**
     * @throws IllegalArgumentException when an id contains a NUL character
     */
    public static Bytes of(TimerId timer) {
        byte[] profile = text(timer.profileId());
        byte[] instance = text(timer.instance());
        byte[] step = text(timer.step());
        ByteBuffer key =
                ByteBuffer.allocate(DUE_BYTES + profile.length + instance.length + step.length + 3 + Integer.BYTES);
        due(key, timer.due());
        key.put(profile).put(END).put(instance).put(END).put(step).put(END).putInt(timer.visit());
        return Bytes.wrap(key.array());
    }

    /** The least key of any timer due at {@code due} or later. */
    public static Bytes from(Instant due) {
        ByteBuffer key = ByteBuffer.allocate(DUE_BYTES);
        due(key, due);
        return Bytes.wrap(key.array());
    }

    /** The timer of a key. */
    public static TimerId read(Bytes bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes.get());
        Instant due = Instant.ofEpochSecond(key.getLong() ^ Long.MIN_VALUE, key.getInt());
        return new TimerId(due, next(key), next(key), next(key), key.getInt());
    }

    private static void due(ByteBuffer key, Instant due) {
        key.putLong(due.getEpochSecond() ^ Long.MIN_VALUE).putInt(due.getNano());
    }

    private static byte[] text(String id) {
        if (id.indexOf(END) >= 0) {
            throw new IllegalArgumentException("an id contains a NUL character");
        }
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private static String next(ByteBuffer key) {
        int start = key.position();
        int end = start;
        while (key.get(end) != END) {
            end++;
        }
        key.position(end + 1);
        return new String(key.array(), key.arrayOffset() + start, end - start, StandardCharsets.UTF_8);
    }
}
