package io.itinera.journey.timers;

import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The timers of one partition, by journey and due time, so that each journey has its share where more is due than can be taken. Of each
 * {@linkplain Lane lane} it is known in memory where its first timer is: a look at which nothing is due reads nothing, and no look
 * crawls over the tombstones of what has fired.
 */
public final class TimerStore {

    /** Name of the state store. */
    public static final String NAME = "timers";

    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;
    private final Lanes lanes = new Lanes();
    private long turn;

    /** Timers kept in {@code store}, which was built by {@link #builder}. */
    public TimerStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        Bytes from = Bytes.wrap(new byte[0]);
        for (Bytes key = first(from); key != null; key = first(from)) {
            String journey = TimerKey.read(key).journey();
            lanes.set(journey, key);
            from = TimerKey.after(journey);
        }
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
        lanes.set(timer.journey(), key);
    }

    /** Forgets the timer, if it is there. */
    public void cancel(TimerId timer) {
        store.delete(TimerKey.of(timer));
    }

    /**
     * Takes timers that are due by {@code now}: an equal share for each journey, of a journey the earliest first, and what one journey
     * leaves for the others.
     *
     * @param now logical time
     * @return what was taken, in order of due time
     */
    List<TimerId> take(Instant now, Allowance allowance) {
        List<Lane> due = new ArrayList<>(lanes.dueBy(now));
        due.sort(Lane.BY_TURN);
        turn++;
        List<TimerId> taken = new ArrayList<>();
        int ofStorms = allowance.ofStorms();
        while (taken.size() < allowance.most() && !due.isEmpty()) {
            int share = Math.max(1, (allowance.most() - taken.size()) / due.size());
            List<Lane> stillDue = new ArrayList<>();
            for (Lane lane : due) {
                boolean storm = lane.isStorm(allowance.noStorm());
                int before = taken.size();
                int left = Math.min(share, allowance.most() - before);
                int most = storm ? Math.min(left, ofStorms) : left;
                boolean more = most == 0 || take(lane, now, most, taken);
                ofStorms -= storm ? taken.size() - before : 0;
                if (more && !(storm && ofStorms == 0)) {
                    stillDue.add(lane);
                }
            }
            due = stillDue;
        }
        due.stream().filter(lane -> lane.served() == turn).forEach(lane -> lanes.fallsBehind(lane, now));
        taken.sort(Comparator.comparing(TimerId::due));
        return taken;
    }

    /** Whether more was due than was taken. */
    public boolean isBehind() {
        return lanes.areBehind();
    }

    /** Takes a share of a lane; whether more of it is due. */
    private boolean take(Lane lane, Instant now, int share, List<TimerId> taken) {
        Instant until = lane.takes(now) ? now : lane.last();
        List<Bytes> keys = new ArrayList<>();
        Bytes next = null;
        try (KeyValueIterator<Bytes, byte[]> timers = store.range(lane.cursor(), TimerKey.after(lane.journey()))) {
            while (next == null && timers.hasNext()) {
                Bytes key = timers.next().key;
                if (keys.size() < share && !TimerKey.due(key).isAfter(until)) {
                    keys.add(key);
                } else {
                    next = key;
                }
            }
        }
        keys.forEach(store::delete);
        keys.forEach(key -> taken.add(TimerKey.read(key)));
        lane.took(turn, keys.size());
        lanes.goesOn(lane, next);
        return next != null && !TimerKey.due(next).isAfter(until);
    }

    private Bytes first(Bytes from) {
        try (KeyValueIterator<Bytes, byte[]> timers = store.range(from, null)) {
            return timers.hasNext() ? timers.next().key : null;
        }
    }
}
