package io.itinera.journey.timers;

import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The timers of one partition, by due time. What has fired leaves a tombstone in front of what has not; the cursor remembers where
 * the living begin, so that a look does not crawl over the dead, and goes back when an earlier timer comes in.
 */
public final class TimerStore {

    /** Name of the state store. */
    public static final String NAME = "timers";

    private static final byte[] PRESENT = {1};
    private static final Bytes START = Bytes.wrap(new byte[0]);

    private final KeyValueStore<Bytes, byte[]> store;
    private Bytes cursor = START;

    /** Timers kept in {@code store}, which was built by {@link #builder}. */
    public TimerStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Builds the state store, with a change log. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** Keeps the timer until it is taken or cancelled. */
    public void set(TimerId timer) {
        Bytes key = TimerKey.of(timer);
        store.put(key, PRESENT);
        if (key.compareTo(cursor) < 0) {
            cursor = key;
        }
    }

    /** Forgets the timer, if it is there. */
    public void cancel(TimerId timer) {
        store.delete(TimerKey.of(timer));
    }

    /**
     * Takes timers that are due by {@code now}, the earliest first.
     *
     * @param now logical time
     * @param budget most timers to take
     * @return what was taken; fewer than {@code budget} means that no more are due
     */
    public List<TimerId> take(Instant now, int budget) {
        Bytes end = TimerKey.from(now.plusNanos(1));
        if (budget < 1 || end.compareTo(cursor) <= 0) {
            return List.of();
        }
        List<Bytes> due = range(cursor, end, budget);
        cursor = due.size() < budget ? end : due.getLast();
        return taken(due);
    }

    /**
     * Takes timers that came due after {@code after} and by {@code now}, the earliest first, and leaves earlier ones where they are.
     *
     * @param budget most timers to take
     */
    public List<TimerId> takeBetween(Instant after, Instant now, int budget) {
        return after.isBefore(now)
                ? taken(range(TimerKey.from(after.plusNanos(1)), TimerKey.from(now.plusNanos(1)), budget))
                : List.of();
    }

    private List<Bytes> range(Bytes from, Bytes end, int most) {
        List<Bytes> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> timers = store.range(from, end)) {
            while (due.size() < most && timers.hasNext()) {
                due.add(timers.next().key);
            }
        }
        return due;
    }

    private List<TimerId> taken(List<Bytes> keys) {
        keys.forEach(store::delete);
        return keys.stream().map(TimerKey::read).toList();
    }
}
