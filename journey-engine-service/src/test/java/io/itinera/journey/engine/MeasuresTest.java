package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import io.itinera.journey.definition.Documents;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each transition carries what a report would have to look up in earlier ones. */
class MeasuresTest {

    private static Life rounds() {
        return Life.with(Documents.journey(
                "rounds",
                """
                { first: { type: 'wait', for: 'PT1H', next: 'split' },
                  split: { type: 'split', arms: [ { key: 'a', weight: 1, next: 'look' }, { key: 'b', weight: 0, next: 'end' } ] },
                  look: { type: 'wait', until: { event: 'Again' }, atMost: 'PT5H', then: 'first', onTimeout: 'end' },
                  end: { type: 'exit' } }""",
                "goals: [ { key: 'buys', on: { event: 'Bought' } }, { key: 'stays', on: { event: 'Stayed' } } ]"));
    }

    @Test
    void leavingAWaitTellsSinceWhenItWaited() {
        Life life = rounds().track("Started").after("PT1H").after("PT2H").track("Again");

        assertThat(moves(life, "first").getFirst().detail())
                .containsEntry("since", Life.START.toString())
                .doesNotContainKeys("visit", "nextVisit", "enteredAt");
        assertThat(moves(life, "look").getFirst().detail())
                .containsEntry("since", Life.START.plusSeconds(3600).toString())
                .containsEntry("nextVisit", 2);
        assertThat(moves(life, "split").getFirst().detail()).doesNotContainKey("since");
    }

    @Test
    void theDrawOfAnArmTellsWhenTheInstanceEnteredAndWhetherItWasTheFirst() {
        Life life = rounds().track("Started").after("PT1H").track("Again").after("PT1H");

        assertThat(moves(life, "split")).hasSize(2);
        assertThat(moves(life, "split").getFirst().detail())
                .containsEntry("arm", "a")
                .containsEntry("enteredAt", Life.START.toString())
                .doesNotContainKey("visit");
        assertThat(moves(life, "split").getLast().detail()).containsEntry("visit", 2);
    }

    @Test
    void anEndTellsWhenTheInstanceEnteredAlsoWhenSomethingElseThanTimeEndsTheWait() {
        Life life = rounds().track("Started").after("PT6H");

        assertThat(moves(life, "look").getFirst().detail())
                .containsEntry("since", Life.START.plusSeconds(3600).toString());
        assertThat(life.last().kind()).isEqualTo(Kind.EXITED);
        assertThat(life.last().detail())
                .containsEntry("enteredAt", Life.START.toString())
                .doesNotContainKey("since");
    }

    @Test
    void aGoalTellsWhenTheInstanceEnteredAndWhetherItIsItsFirst() {
        Life life = rounds().track("Started").after("PT1M").track("Bought").track("Stayed");

        assertThat(life.transitions())
                .filteredOn(t -> t.kind() == Kind.GOAL)
                .satisfiesExactly(
                        first -> assertThat(first.detail())
                                .containsEntry("enteredAt", Life.START.toString())
                                .containsEntry("first", true),
                        second -> assertThat(second.detail()).containsEntry("first", false));
    }

    private static List<Transition> moves(Life life, String step) {
        return life.transitions().stream()
                .filter(t -> t.kind() == Kind.MOVED && step.equals(t.journey().step()))
                .toList();
    }
}
