package io.itinera.journey.timers;

import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
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
        List<Bytes> due = new ArrayList<>();
        Bytes end = TimerKey.from(now.plusNanos(1));
        if (end.compareTo(cursor) <= 0) {
            return List.of();
        }
        try (KeyValueIterator<Bytes, byte[]> timers = store.range(cursor, end)) {
            while (timers.hasNext() && due.size() < budget) {
                KeyValue<Bytes, byte[]> timer = timers.next();
                due.add(timer.key);
            }
        }
        cursor = due.size() < budget ? end : due.getLast();
        due.forEach(store::delete);
        return due.stream().map(TimerKey::read).toList();
    }
}
