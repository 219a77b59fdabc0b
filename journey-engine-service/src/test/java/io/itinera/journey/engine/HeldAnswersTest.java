package io.itinera.journey.engine;

import static io.itinera.journey.engine.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.PublishedJourney.Pause;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.TaskChange;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.Documents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches an instance while its journey stands still. */
class HeldAnswersTest {

    private static final Instant HELD = START.plusSeconds(60);

    private static final JsonNode TASK = Documents.journey("j", """
            { first: { type: 'task', title: 'Call them', atMost: 'P1D', onTimeout: 'late',
                       outcomes: [ { key: 'won', next: 'yes' }, { key: 'lost', next: 'no' } ] },
              yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' }, late: { type: 'exit', reason: 'late' } }""");

    private static final JsonNode PAUSE = Documents.journey("j", """
            { first: { type: 'wait', for: 'P1D', next: 'mail' },
              mail: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'rest' },
              rest: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }""");

    @Test
    void theFirstAnswerIsTheOneThatCounts() {
        Life life = answer(held(TASK).after("PT1H"), "won").after("PT1H");
        answer(life, "lost").after("PT1H");
        resume(life, List.of(), TASK);

        assertThat(life.told()).endsWith("moved first > yes (outcome:won)", "exited yes (yes)");
        assertThat(life.tasks().getLast().outcome()).isEqualTo("won");
    }

    @Test
    void anAnswerThatComesAfterTheTimeIsOverCountsNoMore() {
        Life life = answer(held(TASK).after("P2D"), "won").after("PT1H");
        resume(life, List.of(), TASK);

        assertThat(life.told()).endsWith("moved first > late (timeout)", "exited late (late)");
        assertThat(life.tasks().getLast().outcome()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "PT3H, PT2H, moved first > yes (journey-ended), exited yes (yes)",
        "PT2H, PT3H, moved first > late (timeout),      exited late (late)",
        "PT2H, PT2H, moved first > late (timeout),      exited late (late)"
    })
    void whetherAnAwaitedJourneyEndedInTimeDoesNotDependOnHowLateTheEngineIs(
            String atMost, String inner, String moved, String exited) {
        JsonNode child = Documents.journey(
                "child", "{ first: { type: 'wait', for: '%s', next: 'end' }, end: { type: 'exit' } }".formatted(inner));
        JsonNode parent = Documents.journey("j", """
                { first: { type: 'enter', journey: 'child', await: true, atMost: '%s', onTimeout: 'late', next: 'yes' },
                  yes: { type: 'exit', reason: 'yes' }, late: { type: 'exit', reason: 'late' } }""".formatted(atMost));
        ((ObjectNode) child).set("entry", Documents.json("{ on: { api: true } }"));

        for (boolean punctual : new boolean[] {true, false}) {
            Life life = Life.with(parent, child).track("Started").at(HELD);
            publish(life, State.HELD, List.of(), new Pause(HELD, null, true, false), parent);
            if (!punctual) {
                life.timersNeverFire();
            }
            life.after("PT5H").track("Something else");
            resume(life, List.of(), parent);

            assertThat(life.told("j")).endsWith(moved, exited);
        }
    }

    @Test
    void anAnswerThatTheStepDoesNotKnowChangesNothing() {
        Life life = answer(held(TASK).after("PT1H"), "maybe").after("PT1H");
        resume(life, List.of(), TASK);

        assertThat(life.told()).endsWith("waiting first (task)");
        assertThat(life.tasks()).extracting(TaskChange::kind).containsExactly(TaskChange.Kind.OPENED);
        assertThat(answer(life, "maybe").told()).endsWith("waiting first (task)");
    }

    @Test
    void anAnswerGoesAlongToAnotherVersion() {
        Life life = answer(held(TASK).after("PT1H"), "won").after("PT1H");
        List<Migration> follow = List.of(new Migration(1, null, List.of(1), 2, true, Map.of(), List.of(), life.now()));
        publish(life, State.HELD, follow, new Pause(HELD, null, true, false), TASK, TASK)
                .changed();
        resume(life.after("PT1H"), follow, TASK, TASK);

        assertThat(life.told()).endsWith("waiting first (kept)", "moved first > yes (outcome:won)", "exited yes (yes)");
    }

    @Test
    void anOrderToMoveOnFromAStepThatAMigrationLedToLeavesThatStepUndone() {
        Life life = held(PAUSE).after("PT1H");
        List<Migration> away =
                List.of(new Migration(1, null, List.of(1), 2, false, Map.of("first", "mail"), List.of(), life.now()));
        publish(life, State.HELD, away, new Pause(HELD, null, true, false), PAUSE, PAUSE)
                .changed();
        assertThat(life.told()).endsWith("waiting mail (arriving)");
        life.apply(
                new Input.Ordered("o1", life.last().journey().instance(), Input.Order.MOVE, "rest", by(), life.now()));
        resume(life.after("PT1H"), away, PAUSE, PAUSE);
        life.after("P2D");

        assertThat(life.sends()).isEmpty();
        assertThat(life.told())
                .endsWith(
                        "moved mail > rest (ordered)",
                        "waiting rest (for)",
                        "moved rest > end (due)",
                        "exited end (completed)");
    }

    private static Input.By by() {
        return new Input.By("ops", null);
    }

    private static Life held(JsonNode journey) {
        Life life = Life.with(journey).track("Started").at(HELD);
        return publish(life, State.HELD, List.of(), new Pause(HELD, null, true, false), journey)
                .changed();
    }

    private static void resume(Life life, List<Migration> migrations, JsonNode... journey) {
        publish(life, State.LIVE, migrations, new Pause(HELD, life.now(), true, false), journey)
                .changed();
    }

    private static Life publish(
            Life life, State state, List<Migration> migrations, Pause pause, JsonNode... definitions) {
        return MigrationsTest.publish(life, state, migrations, List.of(pause), definitions);
    }

    private static Life answer(Life life, String outcome) {
        TaskChange task = life.tasks().getFirst();
        return life.apply(new Input.Answered(
                task.journey().instance(), "first", task.visit(), new Answer(outcome, Map.of()), life.now()));
    }
}
