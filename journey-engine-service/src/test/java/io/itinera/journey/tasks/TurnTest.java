package io.itinera.journey.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.TaskChange;
import io.itinera.journey.tasks.Turn.Load;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Who of a list is next. */
class TurnTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Turn TURN = new Turn("j/call", List.of("anna", "ben", "cleo"), 2);

    private static Load with(long open) {
        return new Load(null, null, open);
    }

    private static OptionalInt next(int last, Map<String, Load> loads) {
        return TURN.next(last, loads, NOW);
    }

    @Test
    void eachIsNextInTurn() {
        assertThat(next(-1, Map.of())).hasValue(0);
        assertThat(next(0, Map.of())).hasValue(1);
        assertThat(next(2, Map.of())).hasValue(0);
        assertThat(next(100, Map.of())).hasValue(2);
    }

    @Test
    void whoHasEnoughToDoIsPassedOver() {
        assertThat(next(-1, Map.of("anna", with(2), "ben", with(1)))).hasValue(1);
        assertThat(next(-1, Map.of("anna", with(2), "ben", with(3), "cleo", with(2))))
                .isEmpty();
    }

    @Test
    void whoIsAwayIsPassedOverUntilThen() {
        assertThat(next(-1, Map.of("anna", new Load(null, NOW.plusMillis(1), 0))))
                .hasValue(1);
        assertThat(next(-1, Map.of("anna", new Load(null, NOW, 0)))).hasValue(0);
    }

    @Test
    void whatWasSaidOfAPersonCountsInsteadOfTheList() {
        assertThat(next(-1, Map.of("anna", new Load(3, null, 2)))).hasValue(0);
        assertThat(next(-1, Map.of("anna", new Load(0, null, 0)))).hasValue(1);
        assertThat(new Turn("l", List.of("anna"), null).next(-1, Map.of("anna", with(1_000)), NOW))
                .hasValue(0);
    }

    @Test
    void oneWhoIsNamedAloneIsNoTurn() {
        assertThat(Turn.of(opened(List.of("anna"), null))).isNull();
        assertThat(Turn.of(opened(List.of(), null))).isNull();
        assertThat(Turn.of(opened(List.of("anna"), new TaskChange.Turn(null, 5))))
                .isEqualTo(new Turn("j/call", List.of("anna"), 5));
        assertThat(Turn.of(opened(List.of("anna", "ben"), null)))
                .isEqualTo(new Turn("j/call", List.of("anna", "ben"), null));
        assertThat(Turn.of(opened(List.of("anna", "ben"), new TaskChange.Turn(2, null))))
                .isEqualTo(new Turn("j/call/2", List.of("anna", "ben"), null));
    }

    private static TaskChange opened(List<String> people, TaskChange.Turn turn) {
        return new TaskChange(
                "t",
                "p",
                new JourneyRef("j", 1, "i", "call"),
                1,
                TaskChange.Kind.OPENED,
                new TaskChange.Content("Call", null, List.of("done"), null, null, null, null),
                people,
                turn,
                null,
                NOW);
    }

    @Property(tries = 300)
    void tasksAreSharedEvenlyUntilAllHaveEnough(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 5) Integer> capacities,
            @ForAll @IntRange(max = 60) int tasks) {
        List<String> people = new ArrayList<>();
        Map<String, Load> loads = new HashMap<>();
        for (int i = 0; i < capacities.size(); i++) {
            people.add("p" + i);
            loads.put("p" + i, new Load(capacities.get(i), null, 0));
        }
        Turn turn = new Turn("l", people, null);
        int last = -1;
        int given = 0;
        for (int i = 0; i < tasks; i++) {
            OptionalInt next = turn.next(last, loads, NOW);
            if (next.isPresent()) {
                last = next.getAsInt();
                loads.compute(people.get(last), (_, load) -> load.withOneMore());
                given++;
            }
        }

        int room = capacities.stream().mapToInt(Integer::intValue).sum();
        assertThat(given).isEqualTo(Math.min(tasks, room));
        long most = loads.values().stream().mapToLong(Load::open).max().orElseThrow();
        assertThat(loads.values()).allSatisfy(load -> assertThat(load.open())
                .isBetween(Math.min(most - 1, load.capacity()), (long) load.capacity()));
    }
}
