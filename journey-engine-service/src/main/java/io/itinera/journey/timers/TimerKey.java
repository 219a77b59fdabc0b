package io.itinera.journey.timers;

import io.itinera.journey.engine.TimerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/**
 * A timer as bytes whose order is the order of (journey, due, profile, instance, step, visit), so that the first key of a journey is what
 * comes due first there: the texts, each ended by a zero byte; of the due time seconds and nanoseconds, sign bit turned over.
 */
public final class TimerKey {

    private static final int DUE_BYTES = Long.BYTES + Integer.BYTES;
    private static final byte END = 0;

    private TimerKey() {}

    /**
     * @throws IllegalArgumentException when an id contains a NUL character
     */
    public static Bytes of(TimerId timer) {
        byte[] journey = text(timer.journey());
        byte[] profile = text(timer.profileId());
        byte[] instance = text(timer.instance());
        byte[] step = text(timer.step());
        ByteBuffer key = ByteBuffer.allocate(
                journey.length + DUE_BYTES + profile.length + instance.length + step.length + 4 + Integer.BYTES);
        due(key.put(journey).put(END), timer.due());
        key.put(profile).put(END).put(instance).put(END).put(step).put(END).putInt(timer.visit());
        return Bytes.wrap(key.array());
    }

    /** The least key of any timer of the journey due at {@code due} or later. */
    public static Bytes from(String journey, Instant due) {
        byte[] text = text(journey);
        ByteBuffer key = ByteBuffer.allocate(text.length + 1 + DUE_BYTES);
        due(key.put(text).put(END), due);
        return Bytes.wrap(key.array());
    }

    /** Above all keys of the journey, and below those of all that come after it. */
    public static Bytes after(String journey) {
        byte[] text = text(journey);
        return Bytes.wrap(ByteBuffer.allocate(text.length + 1)
                .put(text)
                .put((byte) (END + 1))
                .array());
    }

    /** When the timer of a key is due. */
    public static Instant due(Bytes bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes.get());
        key.position(end(key) + 1);
        return due(key);
    }

    /** The timer of a key. */
    public static TimerId read(Bytes bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes.get());
        String journey = next(key);
        Instant due = due(key);
        return new TimerId(due, next(key), journey, next(key), next(key), key.getInt());
    }

    private static void due(ByteBuffer key, Instant due) {
        key.putLong(due.getEpochSecond() ^ Long.MIN_VALUE).putInt(due.getNano());
    }

    private static Instant due(ByteBuffer key) {
        return Instant.ofEpochSecond(key.getLong() ^ Long.MIN_VALUE, key.getInt());
    }

    private static byte[] text(String id) {
        if (id.indexOf(END) >= 0) {
            throw new IllegalArgumentException("an id contains a NUL character");
        }
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private static String next(ByteBuffer key) {
        int start = key.position();
        int end = end(key);
        key.position(end + 1);
        return new String(key.array(), key.arrayOffset() + start, end - start, StandardCharsets.UTF_8);
    }

    private static int end(ByteBuffer key) {
        int end = key.position();
        while (key.get(end) != END) {
            end++;
        }
        return end;
    }
}
