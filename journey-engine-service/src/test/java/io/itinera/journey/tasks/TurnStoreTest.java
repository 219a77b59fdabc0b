package io.itinera.journey.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.TaskChange;
import io.itinera.journey.JourneyServiceTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks that are given in turn, in PostgreSQL, also by two transactions at the same time. */
@JourneyServiceTest
class TurnStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    @Inject
    TaskStore store;

    @Inject
    TurnStore turns;

    @Inject
    People people;

    private static TaskChange opened(String list, int n, List<String> people, Integer capacity) {
        return change(list, n, TaskChange.Kind.OPENED, people, new TaskChange.Turn(null, capacity));
    }

    private static TaskChange closed(String list, int n) {
        return change(list, n, TaskChange.Kind.CLOSED, List.of(), null);
    }

    private static TaskChange change(
            String list, int n, TaskChange.Kind kind, List<String> people, TaskChange.Turn turn) {
        return new TaskChange(
                list + "-" + n,
                "profile-" + list,
                new JourneyRef(list, 1, "instance-" + list + n, "call"),
                1,
                kind,
                kind == TaskChange.Kind.OPENED
                        ? new TaskChange.Content("Call", null, List.of("done"), null, null, null, null)
                        : null,
                people,
                turn,
                null,
                AT.plusSeconds(n));
    }

    private String assignee(String list, int n) {
        return store.find(list + "-" + n).orElseThrow().assignee();
    }

    private List<String> assignees(String list, int tasks) {
        return IntStream.range(0, tasks)
                .mapToObj(n -> String.valueOf(assignee(list, n)))
                .toList();
    }

    @Test
    void eachGetsTheNextAndAnotherGoMustNotGiveTwice() {
        List<String> two = List.of("turn-a1", "turn-a2");
        List<TaskChange> three =
                List.of(opened("a", 0, two, null), opened("a", 1, two, null), opened("a", 2, two, null));
        store.apply(three);
        store.apply(three);

        assertThat(assignees("a", 3)).containsExactly("turn-a1", "turn-a2", "turn-a1");
    }

    @Test
    void aTaskWaitsWhileAllHaveEnoughAndTheEarliestIsGivenFirst() {
        List<String> one = List.of("turn-b1");
        for (int n = 0; n < 4; n++) {
            store.apply(List.of(opened("b", n, one, 2)));
        }
        assertThat(assignees("b", 4)).containsExactly("turn-b1", "turn-b1", "null", "null");
        assertThat(store.find("b-2").orElseThrow().waitsFor()).isEqualTo(one);

        store.apply(List.of(closed("b", 0)));
        turns.giveAll();
        assertThat(assignees("b", 4)).containsExactly("turn-b1", "turn-b1", "turn-b1", "null");

        people.put("turn-b1", 3, null, "ops");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(assignee("b", 3)).isEqualTo("turn-b1"));
        assertThat(people.get("turn-b1").openTasks()).isEqualTo(3);
    }

    @Test
    void whoIsAwayGetsNothingInTurnAndKeepsWhatIsTheirs() {
        List<String> two = List.of("turn-c1", "turn-c2");
        people.put("turn-c1", null, Instant.now().plusSeconds(3_600), "ops");
        store.apply(List.of(opened("c", 0, two, null), opened("c", 1, two, null)));
        store.apply(List.of(change("c", 2, TaskChange.Kind.OPENED, List.of("turn-c1"), null)));

        assertThat(assignees("c", 3)).containsExactly("turn-c2", "turn-c2", "turn-c1");

        people.remove("turn-c1");
        store.apply(List.of(opened("c", 3, two, null)));
        assertThat(assignee("c", 3)).isEqualTo("turn-c1");
    }

    @Test
    void aTaskThatWaitsGoesToWhoClaimsItOrToWhomItEscalatesTo() {
        List<String> one = List.of("turn-d1");
        people.put("turn-d1", 0, null, "ops");
        store.apply(List.of(opened("d", 0, one, null), opened("d", 1, one, null), opened("d", 2, one, null)));
        store.apply(List.of(
                change("d", 0, TaskChange.Kind.OVERDUE, List.of("turn-boss"), null),
                change("d", 1, TaskChange.Kind.OVERDUE, List.of(), null),
                closed("d", 2)));
        people.remove("turn-d1");
        turns.giveAll();

        assertThat(assignees("d", 3)).containsExactly("turn-boss", "turn-d1", "null");
    }

    @Test
    void twoThatGiveAtTheSameTimeNeverGiveAnybodyMoreThanTheyMayHave() throws Exception {
        List<String> three = List.of("turn-e1", "turn-e2", "turn-e3");
        int each = 40;
        CyclicBarrier start = new CyclicBarrier(2);
        try (ExecutorService pods = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> done = new ArrayList<>();
            for (int pod = 0; pod < 2; pod++) {
                int first = pod * each;
                Callable<Void> work = () -> {
                    for (int n = first; n < first + each; n += 2) {
                        start.await();
                        store.apply(List.of(opened("e", n, three, 7), opened("e", n + 1, three, 7)));
                    }
                    return null;
                };
                done.add(pods.submit(work));
            }
            for (Future<Void> one : done) {
                one.get();
            }
        }

        assertThat(assignees("e", 2 * each).stream().filter(three::contains))
                .hasSize(21)
                .allSatisfy(name -> assertThat(people.get(name).openTasks()).isEqualTo(7));
        assertThat(assignees("e", 2 * each).stream().filter("null"::equals)).hasSize(2 * each - 21);
    }
}
