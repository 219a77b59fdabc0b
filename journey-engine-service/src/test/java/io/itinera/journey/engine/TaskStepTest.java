package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.contracts.TaskChange;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.InvalidJourneyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that give work to a person. */
class TaskStepTest {

    private static Life opened(String fields) {
        return Life.with(Documents.journey(
                        "j",
                        "{ first: { type: 'task', title: 'Call them', traits: ['plan'], " + fields
                                + " outcomes: [ { key: 'won', next: 'yes' }, { key: 'lost', next: 'no' } ] },"
                                + " yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' },"
                                + " late: { type: 'exit', reason: 'late' } }",
                        "exits: [ { key: 'bought', on: { event: 'Bought' } } ]"))
                .trait("plan", "pro")
                .trait("email", "a@example.com")
                .track("Started", "total", 42);
    }

    private static Input.Answered answer(Life life, String outcome) {
        TaskChange task = life.tasks().getFirst();
        return new Input.Answered(
                task.journey().instance(),
                task.journey().step(),
                task.visit(),
                new Answer(outcome, Map.of("by", "anna")),
                life.now());
    }

    @Test
    void tellsTheWayThatLedToTheTaskInTheOrderInWhichEachStepWasFirstComeTo() {
        Life life = Life.with(Documents.journey("j", """
                        { first: { type: 'wait', for: 'P1D', next: 'zeta' }, zeta: { type: 'wait', until: { event: 'A' }, then: 'mail' },
                          mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'back' },
                          back: { type: 'branch', branches: [ { when: { property: 'event.again', eq: true }, next: 'zeta' } ], otherwise: 'call' },
                          call: { type: 'task', title: 'Call', outcomes: [ { key: 'won', next: 'end' } ] }, end: { type: 'exit' } }"""))
                .track("Started")
                .after("P1D")
                .track("A", "again", true)
                .track("A");

        assertThat(life.tasks().getFirst().content().path()).containsExactly("first", "zeta", "mail", "back", "call");
    }

    private static List<TaskChange.Kind> kinds(Life life) {
        return life.tasks().stream().map(TaskChange::kind).toList();
    }

    @Test
    void opensATaskThatCarriesWhatThePersonNeeds() {
        Life life = opened("assignee: 'anna', due: 'P1D',");

        assertThat(life.told()).endsWith("waiting first (task)");
        assertThat(life.tasks()).singleElement().satisfies(task -> {
            assertThat(task.assignees()).containsExactly("anna");
            assertThat(task.content().outcomes()).containsExactly("won", "lost");
            assertThat(task.content().traits()).isEqualTo(Map.of("plan", "pro"));
            assertThat(task.content().event()).containsEntry("total", 42);
            assertThat(task.content().dueAt()).isEqualTo(Life.START.plus(Duration.ofDays(1)));
        });
    }

    @Test
    void theOutcomeDecidesTheWayAndClosesTheTask() {
        Life life = opened("");

        life.apply(answer(life, "lost"));

        assertThat(life.told()).endsWith("moved first > no (outcome:lost)", "exited no (no)");
        assertThat(kinds(life)).containsExactly(TaskChange.Kind.OPENED, TaskChange.Kind.CLOSED);
        assertThat(life.tasks().getLast().outcome()).isEqualTo("lost");
    }

    @Test
    void anOutcomeThatTheStepDoesNotKnowChangesNothing() {
        Life life = opened("");

        assertThat(life.apply(answer(life, "perhaps")).told()).endsWith("waiting first (task)");
    }

    @Test
    void anOverdueTaskGoesToWhomItEscalatesToAndStaysOpen() {
        Life life = opened("due: 'P1D', escalateTo: 'boss',").after("P2D");

        assertThat(life.told()).endsWith("waiting first (task)", "waiting first (overdue)");
        assertThat(life.tasks().getLast().kind()).isEqualTo(TaskChange.Kind.OVERDUE);
        assertThat(life.tasks().getLast().assignees()).containsExactly("boss");
        assertThat(life.apply(answer(life, "won")).told()).endsWith("exited yes (yes)");
    }

    @Test
    void aTaskThatNobodyClosesIsWithdrawnWhenItsTimeIsUp() {
        Life life = opened("due: 'P1D', atMost: 'P3D', onTimeout: 'late',").after("P4D");

        assertThat(life.told())
                .endsWith("waiting first (overdue)", "moved first > late (timeout)", "exited late (late)");
        assertThat(kinds(life))
                .containsExactly(TaskChange.Kind.OPENED, TaskChange.Kind.OVERDUE, TaskChange.Kind.CLOSED);
        assertThat(life.tasks().getLast().outcome()).isNull();
        assertThat(life.last().at()).isEqualTo(Life.START.plus(Duration.ofDays(3)));
    }

    @Test
    void aTaskIsWithdrawnWhenItsInstanceIsEnded() {
        Life life = opened("").track("Bought");

        assertThat(kinds(life)).containsExactly(TaskChange.Kind.OPENED, TaskChange.Kind.CLOSED);
    }

    @Test
    void assignsByTheValueOfATrait() {
        String rule = "assignee: { trait: 'plan', map: { pro: 'petra' }, otherwise: 'otto' },";

        assertThat(opened(rule).tasks().getFirst().assignees()).containsExactly("petra");
        assertThat(opened(rule.replace("pro:", "free:")).tasks().getFirst().assignees())
                .containsExactly("otto");
        assertThat(opened("assignee: { roundRobin: ['a', 'b'] },")
                        .tasks()
                        .getFirst()
                        .assignees())
                .containsExactly("a", "b");
    }

    @Test
    void theFirstRuleThatHoldsSaysWhoGetsTheTask() {
        String rules = "assignee: { rules: ["
                + " { when: { property: 'total', gte: 1000 }, to: 'key-accounts' },"
                + " { when: { trait: 'plan', in: ['pro', 'team'] }, to: { roundRobin: ['bert', 'carla'], capacity: 20 } } ],"
                + " otherwise: { roundRobin: ['dora'] } },";

        Life pro = opened(rules);
        assertThat(pro.tasks().getFirst().assignees()).containsExactly("bert", "carla");
        assertThat(pro.tasks().getFirst().turn()).isEqualTo(new TaskChange.Turn(2, 20));
        assertThat(pro.last().detail()).containsEntry("rule", 2).containsKey("when");

        TaskChange large = opened(rules.replace("1000", "42")).tasks().getFirst();
        assertThat(large.assignees()).containsExactly("key-accounts");
        assertThat(large.turn()).isNull();

        Life other = opened(rules.replace("'pro', ", ""));
        assertThat(other.tasks().getFirst().assignees()).containsExactly("dora");
        assertThat(other.tasks().getFirst().turn()).isEqualTo(new TaskChange.Turn(null, null));
        assertThat(other.last().detail()).doesNotContainKey("rule").containsKey("when");
    }

    @Test
    void nobodyInParticularGetsATaskForWhichNoRuleHolds() {
        assertThat(opened("assignee: { rules: [ { when: { trait: 'plan', eq: 'free' }, to: 'anna' } ] },")
                        .tasks()
                        .getFirst()
                        .assignees())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ rules: [ { to: 'anna' } ] }",
                "{ rules: [ { when: { trait: 'plan', eq: 'pro' } } ] }",
                "{ rules: [ { when: { trait: 'plan' }, to: 'anna' } ] }",
                "{ rules: [ { when: { trait: 'plan', eq: 'pro' }, to: { roundRobin: [] } } ] }",
                "{ roundRobin: ['anna'], capacity: 0 }",
                "{ roundRobin: ['anna'], capacity: 1.5 }",
                "{ trait: 'plan', map: { pro: 5 } }",
            })
    void anAssigneeThatCannotBeReadIsRefused(String assignee) {
        assertThatThrownBy(() -> opened("assignee: " + assignee + ",")).isInstanceOf(InvalidJourneyException.class);
    }
}
