package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import io.itinera.journey.JourneyServiceTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class TransitionStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    TransitionStore store;

    @Inject
    PositionStore positions;

    @Inject
    InstanceReports instances;

    @Inject
    CountReports counts;

    @Test
    void countsATransitionOnceHoweverOftenItComes() {
        List<Transition> batch = List.of(
                transition("counts", "i1", 0, Kind.ENTERED, null, "pause", "event"),
                transition("counts", "i1", 1, Kind.WAITING, "pause", null, "for"),
                transition("counts", "i2", 0, Kind.ENTERED, null, "pause", "event"));
        store.add(batch);
        store.add(batch);
        store.add(List.of(batch.getFirst(), batch.getFirst()));

        assertThat(counts.of("counts").versions()).singleElement().satisfies(v -> {
            assertThat(v.entered()).isEqualTo(2);
            assertThat(v.live()).isEqualTo(2);
            assertThat(v.steps()).singleElement().satisfies(s -> {
                assertThat(s.in()).isEqualTo(2);
                assertThat(s.waiting()).isEqualTo(2);
                assertThat(s.out()).isEmpty();
            });
        });
    }

    @Test
    void tellsWhereInstancesStandAndWhyTheyLeft() {
        store.add(List.of(
                transition("stands", "s1", 0, Kind.ENTERED, null, "pause", "event"),
                transition("stands", "s1", 1, Kind.WAITING, "pause", null, "for")));
        store.add(List.of(
                transition("stands", "s1", 2, Kind.MOVED, "pause", "mail", "timeout"),
                transition("stands", "s1", 3, Kind.EXITED, "mail", null, "exit:bought")));

        assertThat(instances.instance("s1")).hasValueSatisfying(i -> {
            assertThat(i.status()).isEqualTo("exited");
            assertThat(i.reason()).isEqualTo("exit:bought");
            assertThat(i.endedAt()).isEqualTo(NOON.plusSeconds(3));
            assertThat(i.enteredAt()).isEqualTo(NOON);
        });
        assertThat(instances.history("s1", -1, 10))
                .extracting(HistoryEntry::sequence)
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(instances.history("s1", 1, 1))
                .extracting(HistoryEntry::sequence)
                .containsExactly(2L);
        assertThat(counts.of("stands").versions()).singleElement().satisfies(v -> {
            assertThat(v.live()).isZero();
            assertThat(v.exited()).isEqualTo(Map.of("exit:bought", 1L));
            assertThat(v.steps().getLast().out()).isEqualTo(Map.of("timeout", 1L));
        });
    }

    @Test
    void doesNotGoBackWhenAnOldBatchComesLate() {
        store.add(List.of(transition("late", "l1", 1, Kind.WAITING, "second", null, "for")));
        store.add(List.of(transition("late", "l1", 0, Kind.ENTERED, null, "first", "event")));

        assertThat(instances.instance("l1"))
                .hasValueSatisfying(i -> assertThat(i.step()).isEqualTo("second"));
    }

    @Test
    void deletesWhatIsOlderThanItsRetentionAndKeepsTheCounts() {
        Transition old = transition("old", "o1", 0, Kind.EXITED, "end", null, "exit");
        store.add(List.of(new Transition(
                old.id(),
                old.profileId(),
                old.journey(),
                old.kind(),
                "exit",
                null,
                "exit",
                null,
                NOON.minus(900, ChronoUnit.DAYS),
                0)));

        Instant before = NOON.minus(800, ChronoUnit.DAYS);
        untilNoneIsLeft(() -> store.deleteBefore(before, 1000));
        untilNoneIsLeft(() -> positions.deleteEndedBefore(before, 1000));

        assertThat(instances.instance("o1")).isEmpty();
        assertThat(instances.history("o1", -1, 10)).isEmpty();
        assertThat(counts.of("old").versions()).singleElement().satisfies(v -> assertThat(v.exited())
                .containsEntry("exit", 1L));
    }

    /** Other tests share the tables, and may have left many that are older. */
    private static void untilNoneIsLeft(IntSupplier delete) {
        int deleted;
        do {
            deleted = delete.getAsInt();
        } while (deleted > 0);
    }

    private static Transition transition(
            String journey, String instance, long sequence, Kind kind, String step, String next, String reason) {
        return new Transition(
                instance + ":" + sequence,
                "profile-" + instance,
                new JourneyRef(journey, 1, instance, step),
                kind,
                step == null ? null : "wait",
                next,
                reason,
                Map.of("why", "a\0b"),
                NOON.plusSeconds(sequence),
                sequence);
    }
}
