package io.itinera.journey.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

        assertThat(timers.take(NOON.plusSeconds(20), upTo(10))).containsExactly(timer(10), timer(20));
    }

    @Test
    void takesATimerOnce() {
        timers.set(timer(10));
        timers.take(NOON.plusSeconds(10), upTo(10));

        assertThat(timers.take(NOON.plusSeconds(60), upTo(10))).isEmpty();
    }

    @Test
    void doesNotTakeWhatWasCancelled() {
        timers.set(timer(10));
        timers.cancel(timer(10));

        assertThat(timers.take(NOON.plusSeconds(60), upTo(10))).isEmpty();
    }

    @Test
    void goesBackForATimerThatIsEarlierThanTheCursor() {
        timers.set(timer(10));
        timers.take(NOON.plusSeconds(60), upTo(10));
        timers.set(timer(5));

        assertThat(timers.take(NOON.plusSeconds(60), upTo(10))).containsExactly(timer(5));
    }

    @Test
    void keepsToItsBudgetAndGoesOnFromThere() {
        IntStream.range(0, 5).forEach(i -> timers.set(timer(i)));

        assertThat(timers.take(NOON.plusSeconds(60), upTo(3))).hasSize(3);
        assertThat(timers.take(NOON.plusSeconds(60), upTo(3))).containsExactly(timer(3), timer(4));
    }

    @Test
    void aJourneyDoesNotWaitForAnotherOneOfWhichTooMuchIsDue() {
        storm("storm", 0, 100);
        timers.set(timer(0, "calm", "z"));
        timers.set(timer(0, "calm", "y"));

        assertThat(timers.take(NOON, upTo(10))).hasSize(10).contains(timer(0, "calm", "y"), timer(0, "calm", "z"));
        assertThat(timers.isBehind()).isTrue();
    }

    @Test
    void whatIsSetLateDoesNotWaitForAnotherJourneysBacklog() {
        storm("storm", 0, 100);
        timers.take(NOON.plusSeconds(5), upTo(10));
        timers.set(timer(3, "calm", "late"));

        assertThat(timers.take(NOON.plusSeconds(5), upTo(1))).containsExactly(timer(3, "calm", "late"));
    }

    @Test
    void whatComesDueLaterDoesNotWaitForTheBacklogOfItsOwnJourney() {
        storm("storm", 0, 100);
        timers.take(NOON, upTo(10));
        timers.set(timer(1, "storm", "later"));

        assertThat(timers.take(NOON.plusSeconds(1), upTo(10))).hasSize(10).contains(timer(1, "storm", "later"));
    }

    @Test
    void twoStormsShareEqually() {
        storm("one", 0, 100);
        storm("other", 0, 100);

        assertThat(timers.take(NOON, upTo(10)))
                .filteredOn(t -> t.journey().equals("one"))
                .hasSize(5);
        assertThat(timers.take(NOON, upTo(10)))
                .filteredOn(t -> t.journey().equals("one"))
                .hasSize(5);
    }

    @Test
    void eachOfMoreJourneysThanABatchHoldsHasItsTurn() {
        IntStream.range(0, 30).forEach(i -> storm("journey" + i, 0, 10));
        List<TimerId> taken = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            taken.addAll(timers.take(NOON, upTo(10)));
        }

        assertThat(taken).extracting(TimerId::journey).doesNotHaveDuplicates().hasSize(30);
    }

    @Test
    void takesNoMoreOfStormsThanItIsToldAndAllOfOthers() {
        storm("storm", 0, 100);
        timers.take(NOON, new Allowance(20, 20, 20));
        IntStream.range(0, 9).forEach(i -> timers.set(timer(0, "calm", "z" + i)));

        assertThat(timers.take(NOON, new Allowance(20, 20, 5)))
                .extracting(TimerId::journey)
                .hasSize(14)
                .satisfies(taken ->
                        assertThat(Collections.frequency(taken, "storm")).isEqualTo(5));
    }

    @Test
    void severalStormsShareWhatStormsMayHave() {
        storm("one", 0, 100);
        storm("other", 0, 100);
        timers.take(NOON, new Allowance(40, 20, 40));
        List<TimerId> taken = new ArrayList<>();
        for (int look = 0; look < 4; look++) {
            taken.addAll(timers.take(NOON, new Allowance(40, 20, 5)));
        }

        assertThat(taken).extracting(TimerId::journey).hasSize(20).satisfies(journeys -> assertThat(
                        Collections.frequency(journeys, "one"))
                .isEqualTo(10));
    }

    @Test
    void leavesStormsAloneWhereItIsNotTheirTurn() {
        storm("storm", 0, 100);
        timers.take(NOON, new Allowance(10, 20, 10));
        assertThat(timers.take(NOON, new Allowance(10, 20, 0)))
                .as("of a backlog that is no storm yet")
                .hasSize(10);
        timers.set(timer(0, "calm", "z"));

        assertThat(timers.take(NOON, new Allowance(10, 20, 0))).containsExactly(timer(0, "calm", "z"));
    }

    @Test
    void isNoLongerBehindOnceTheBacklogIsDone() {
        storm("storm", 0, 25);
        for (int left = 25; left > 0; left -= 10) {
            assertThat(timers.take(NOON, upTo(10))).hasSize(Math.min(10, left));
        }

        assertThat(timers.isBehind()).isFalse();
        assertThat(timers.take(NOON, upTo(10))).isEmpty();
    }

    @Test
    void knowsAfterARestartWhatEachJourneyHas() {
        KeyValueStore<Bytes, byte[]> kept = store();
        TimerStore before = new TimerStore(kept);
        before.set(timer(20, "a", "p"));
        before.set(timer(10, "a-b", "p"));
        before.set(timer(30, "a", "q"));

        TimerStore after = new TimerStore(kept);
        assertThat(after.take(NOON.plusSeconds(20), upTo(10)))
                .containsExactly(timer(10, "a-b", "p"), timer(20, "a", "p"));
        assertThat(after.take(NOON.plusSeconds(30), upTo(10))).containsExactly(timer(30, "a", "q"));
    }

    @Property
    void firesEveryTimerOnceAndNeverEarlyAndAsManyAsItMay(
            @ForAll @Size(max = 80) List<@IntRange(max = 100) Integer> script,
            @ForAll @IntRange(min = 1, max = 5) int budget) {
        TimerStore store = new TimerStore(store());
        List<TimerId> expected = new ArrayList<>();
        int now = 0;
        for (int value : script) {
            TimerId timer = timer(value % 23, "journey" + value % 3, "p" + value % 7);
            switch (value % 4) {
                case 0 -> {
                    now += value / 20;
                    Instant time = NOON.plusSeconds(now);
                    List<TimerId> due = expected.stream()
                            .filter(t -> !t.due().isAfter(time))
                            .toList();
                    List<TimerId> taken = store.take(time, upTo(budget));
                    assertThat(taken).doesNotHaveDuplicates().hasSize(Math.min(budget, due.size()));
                    assertThat(due).containsAll(taken);
                    expected.removeAll(taken);
                }
                case 1 -> {
                    store.cancel(timer);
                    expected.remove(timer);
                }
                default -> {
                    store.set(timer);
                    expected.remove(timer);
                    expected.add(timer);
                }
            }
        }
    }

    private static Allowance upTo(int timers) {
        return new Allowance(timers, timers, timers);
    }

    private void storm(String journey, int due, int many) {
        IntStream.range(0, many).forEach(i -> timers.set(timer(due, journey, "p" + i)));
    }

    private static TimerId timer(int seconds, String journey, String profile) {
        return new TimerId(NOON.plusSeconds(seconds), profile, journey, "instance", "step", 1);
    }

    private static TimerId timer(int seconds) {
        return new TimerId(NOON.plusSeconds(seconds), "profile", "journey", "instance", "step", 1);
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
