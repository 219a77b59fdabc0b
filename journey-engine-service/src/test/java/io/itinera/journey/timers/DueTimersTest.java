package io.itinera.journey.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.engine.TimerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DueTimersTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Duration LOOK = Duration.ofMillis(50);

    private final TimerStore store = new TimerStore(TimerStoreTest.store());
    private final DueTimers timers = new DueTimers(store, 10, LOOK);
    private Instant wall = NOON;

    @Test
    void takesAllThatIsDueWhereThatIsFew() {
        storm(0, 9);

        assertThat(take(0)).hasSize(9);
        assertThat(take(1)).isEmpty();
    }

    @Test
    void letsWhatComesDueWhileAStormIsWorkedOffGoBeforeTheStorm() {
        storm(0, 1_000);
        take(0);
        store.set(timer(1, "calm"));

        assertThat(take(1)).hasSize(10).contains(timer(1, "calm"));
    }

    @Test
    void letsAsManyRecordsGoFirstAsTimersWereTaken() {
        storm(0, 1_000);
        assertThat(take(0)).hasSize(10);
        read(9);
        assertThat(take(1)).isEmpty();

        read(1);
        assertThat(take(2)).hasSize(10);
    }

    @Test
    void goesOnWithTheStormAtOnceWhereNoRecordComes() {
        storm(0, 1_000);
        take(0);

        assertThat(take(1)).hasSize(10);
    }

    @Test
    void waitsForARecordThatIsKnownToWait() {
        storm(0, 1_000);
        take(0);

        assertThat(timers.take(NOON.plusSeconds(1), look(), true)).isEmpty();
    }

    @Test
    void letsWaitsOfOtherJourneysGoWhileRecordsGoBeforeTheStorm() {
        storm(0, 1_000);
        take(0);
        store.set(new TimerId(NOON, "p", "calm", "instance", "step", 1));

        assertThat(timers.take(NOON.plusSeconds(1), look(), true))
                .extracting(TimerId::journey)
                .containsExactly("calm");
    }

    @Test
    void takesAllOfOthersThoughLittleMayBeTakenOfAStorm() {
        DueTimers large = new DueTimers(store, 500, LOOK);
        storm(0, 10_000);
        Instant now = NOON;
        for (int look = 0; look < 60; look++) {
            now = look();
            large.take(now.minusMillis(1), now, false);
        }
        for (int i = 0; i < 60; i++) {
            store.set(new TimerId(NOON, "p" + i, "calm", "instance", "step", 1));
        }

        assertThat(large.take(now, look(), false))
                .extracting(TimerId::journey)
                .hasSize(70)
                .satisfies(taken ->
                        assertThat(Collections.frequency(taken, "calm")).isEqualTo(60));
    }

    @Test
    void doesNotBlameItselfForLateLooksWhereLittleIsDue() {
        DueTimers large = new DueTimers(store, 500, LOOK);
        storm(0, 5);
        large.take(NOON, look(), false);
        wall = wall.plusSeconds(1);
        large.take(NOON, look(), false);
        storm(1, 1_000);

        assertThat(large.take(NOON.plusSeconds(1), look(), false)).hasSize(100);
    }

    @Test
    void goesOnWithTheStormSometimesThoughRecordsAlwaysCome() {
        storm(0, 1_000);
        take(0);
        int fired = 0;
        for (int look = 1; look <= 110; look++) {
            read(1);
            fired += take(look).size();
        }

        assertThat(fired).isGreaterThanOrEqualTo(100);
    }

    @Property
    void everyTimerIsTakenOnceAndNoneBeforeItsTime(
            @ForAll @Size(max = 80) List<@IntRange(max = 60) Integer> script,
            @ForAll @IntRange(min = 1, max = 5) int budget) {
        TimerStore own = new TimerStore(TimerStoreTest.store());
        DueTimers drain = new DueTimers(own, budget, LOOK);
        List<TimerId> set = new ArrayList<>();
        List<TimerId> taken = new ArrayList<>();
        int now = 0;
        for (int value : script) {
            switch (value % 3) {
                case 0 -> {
                    now += value / 3;
                    List<TimerId> due = drain.take(NOON.plusSeconds(now), look(), value % 2 == 0);
                    Instant time = NOON.plusSeconds(now);
                    assertThat(due).hasSizeLessThanOrEqualTo(budget).allMatch(t -> !t.due()
                            .isAfter(time));
                    taken.addAll(due);
                }
                case 1 -> drain.read();
                default -> {
                    TimerId timer = timer(value, "p" + set.size());
                    own.set(timer);
                    set.add(timer);
                }
            }
        }
        for (int look = 0; look < 20 * set.size(); look++) {
            taken.addAll(drain.take(NOON.plusSeconds(now + 100L), look(), false));
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(set);
    }

    private void storm(int due, int many) {
        IntStream.range(0, many).forEach(i -> store.set(timer(due, "storm" + i)));
    }

    private void read(int records) {
        IntStream.range(0, records).forEach(_ -> timers.read());
    }

    private List<TimerId> take(int second) {
        return timers.take(NOON.plusSeconds(second), look(), false);
    }

    private Instant look() {
        wall = wall.plus(LOOK);
        return wall;
    }

    private static TimerId timer(int due, String profile) {
        return new TimerId(NOON.plusSeconds(due), profile, "journey", "instance", "step", 1);
    }
}
