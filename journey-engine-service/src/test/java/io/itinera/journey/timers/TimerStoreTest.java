package io.itinera.journey.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class TimerStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TimerStore timers = new TimerStore(store());

    @Test
    void takesWhatIsDueTheEarliestFirst() {
        timers.set(timer(30));
        timers.set(timer(10));
        timers.set(timer(20));

        assertThat(timers.take(NOON.plusSeconds(20), 10)).containsExactly(timer(10), timer(20));
    }

    @Test
    void takesATimerOnce() {
        timers.set(timer(10));
        timers.take(NOON.plusSeconds(10), 10);

        assertThat(timers.take(NOON.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void doesNotTakeWhatWasCancelled() {
        timers.set(timer(10));
        timers.cancel(timer(10));

        assertThat(timers.take(NOON.plusSeconds(60), 10)).isEmpty();
    }

    @Test
    void goesBackForATimerThatIsEarlierThanTheCursor() {
        timers.set(timer(10));
        timers.take(NOON.plusSeconds(60), 10);
        timers.set(timer(5));

        assertThat(timers.take(NOON.plusSeconds(60), 10)).containsExactly(timer(5));
    }

    @Test
    void keepsToItsBudgetAndGoesOnFromThere() {
        IntStream.range(0, 5).forEach(i -> timers.set(timer(i)));

        assertThat(timers.take(NOON.plusSeconds(60), 3)).hasSize(3);
        assertThat(timers.take(NOON.plusSeconds(60), 3)).containsExactly(timer(3), timer(4));
    }

    @Property
    void firesEveryTimerOnceAndNeverEarly(
            @ForAll @Size(max = 60) List<@IntRange(max = 50) Integer> script,
            @ForAll @IntRange(min = 1, max = 5) int budget) {
        TimerStore store = new TimerStore(store());
        TreeMap<Integer, TimerId> expected = new TreeMap<>();
        int now = 0;
        for (int value : script) {
            if (value % 3 == 0) {
                now += value / 3;
                List<TimerId> taken = store.take(NOON.plusSeconds(now), budget);
                List<TimerId> due = new ArrayList<>(expected.headMap(now, true).values());
                assertThat(taken).containsExactlyElementsOf(due.subList(0, Math.min(budget, due.size())));
                taken.forEach(t -> expected.values().remove(t));
            } else {
                store.set(timer(value));
                expected.put(value, timer(value));
            }
        }
    }

    private static TimerId timer(int seconds) {
        return new TimerId(NOON.plusSeconds(seconds), "profile", "instance", "step", 1);
    }

    static KeyValueStore<Bytes, byte[]> store() {
        KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(TimerStore.NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
