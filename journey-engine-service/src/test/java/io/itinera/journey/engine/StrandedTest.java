package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.TaskChange;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instances whose version, or whose step, the engine does not know: they stand still, and orders help. */
class StrandedTest {

    private static final String OLD = """
            { mail: { type: 'send', channel: 'email', template: 't', purpose: 'marketing', next: 'first' },
              first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }""";

    private static final String NEW = "{ other: { type: 'wait', for: 'PT1H', next: 'end' }, end: { type: 'exit' } }";

    private static ObjectNode old() {
        ObjectNode journey = Documents.journey("j", OLD);
        journey.put("start", "mail").put("maxDuration", "P7D");
        return journey;
    }

    private static ObjectNode newer() {
        ObjectNode journey = Documents.journey("j", NEW);
        journey.put("start", "other").put("maxDuration", "P9D");
        return journey;
    }

    /** The profile is on version 1, of which the engine no longer knows. */
    private static Life onAVersionThatIsGone() {
        Life life = Life.with(old()).track("Started");
        return life.publish(new PublishedJourney(
                "j", PublishedJourney.State.LIVE, 2, List.of(new PublishedJourney.Version(2, newer(), Instant.EPOCH))));
    }

    /** The profile stands at a step that its version does not have. */
    private static Life atAStepThatIsGone() {
        Life life = Life.with(old()).track("Started");
        return life.publish(newer());
    }

    private static Input.Ordered order(Life life, Input.Order order, String to) {
        return new Input.Ordered(
                "order-1", life.state().live().getFirst().id(), order, to, new Input.By("olga", "stuck"), life.now());
    }

    @Test
    void whatHappensAndTimeMoveNobodyWhoStandsNowhere() {
        for (Life life : List.of(onAVersionThatIsGone(), atAStepThatIsGone())) {
            int told = life.told().size();
            life.after(Duration.ofHours(1)).track("Something").after(Duration.ofDays(2));

            assertThat(life.told()).hasSize(told);
            assertThat(life.state().live()).hasSize(1);
        }
    }

    @Test
    void anOrderEndsThemAndCancelsWhatIsPending() {
        for (Life life : List.of(onAVersionThatIsGone(), atAStepThatIsGone())) {
            life.after(Duration.ofHours(1)).apply(order(life, Input.Order.END, null));

            assertThat(life.told()).endsWith("exited first (ordered)");
            assertThat(life.last().detail()).containsEntry("by", "olga").containsKeys("enteredAt", "since");
            assertThat(life.cancels()).hasSize(1);
            assertThat(life.timers()).isEmpty();
            assertThat(life.state().live()).isEmpty();
        }
    }

    @Test
    void aMoveLeadsWhoIsOnAVersionThatIsGoneToTheVersionThatEntriesUse() {
        Life life = onAVersionThatIsGone();
        life.after(Duration.ofHours(1)).apply(order(life, Input.Order.MOVE, "other"));

        assertThat(life.told()).endsWith("migrated first > other (version:2)", "waiting other (for)");
        assertThat(life.transitions()).extracting(t -> t.sequence()).doesNotHaveDuplicates();
        assertThat(life.last().journey().version()).isEqualTo(2);
        assertThat(life.timers())
                .extracting(TimerId::due)
                .containsExactly(Life.START.plus(Duration.ofHours(2)), Life.START.plus(Duration.ofDays(9)));
        assertThat(life.after(Duration.ofHours(2)).told()).endsWith("exited end (completed)");
    }

    @Test
    void aMoveLeadsWhoStandsAtAStepThatIsGoneToAnotherStepOfTheVersion() {
        Life life = atAStepThatIsGone();
        life.apply(order(life, Input.Order.MOVE, "other"));

        assertThat(life.told()).endsWith("moved first > other (ordered)", "waiting other (for)");
        assertThat(life.after(Duration.ofHours(2)).told()).endsWith("exited end (completed)");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void anOrderThatNamesNoStepThatIsThereHasNoEffect() {
        Life life = onAVersionThatIsGone();
        int told = life.told().size();
        life.apply(order(life, Input.Order.MOVE, "first")).apply(order(life, Input.Order.GO_ON, null));

        assertThat(life.told()).hasSize(told);
    }

    @Test
    void anArchiveAndTheMaximalDurationEndThemToo() {
        Life archived = onAVersionThatIsGone();
        archived.publish(new PublishedJourney(
                        "j",
                        PublishedJourney.State.ARCHIVED,
                        2,
                        List.of(new PublishedJourney.Version(2, newer(), Instant.EPOCH))))
                .changed();
        Life old = onAVersionThatIsGone().after(Duration.ofDays(8));

        assertThat(archived.told()).endsWith("exited first (archived)");
        assertThat(old.told()).endsWith("exited first (max-duration)");
    }

    @Test
    void anOrderWithdrawsTheTaskOfAStepThatIsGone() {
        ObjectNode task = Documents.journey("j", """
                { ask: { type: 'task', title: 'Call', outcomes: [ { key: 'done', next: 'end' } ] }, end: { type: 'exit' } }""");
        task.put("start", "ask");
        Life life = Life.with(task).track("Started").publish(newer());
        life.apply(order(life, Input.Order.END, null));

        assertThat(life.tasks())
                .extracting(TaskChange::kind)
                .containsExactly(TaskChange.Kind.OPENED, TaskChange.Kind.CLOSED);
        assertThat(life.tasks())
                .extracting(TaskChange::id)
                .containsOnly(life.tasks().getFirst().id());
    }

    @Test
    void whoWaitsForTheEndOfOneHearsOfIt() {
        ObjectNode parent = Documents.journey("p", """
                { call: { type: 'enter', journey: 'j', await: true, next: 'end' }, end: { type: 'exit', reason: 'told' } }""");
        parent.put("start", "call");
        ObjectNode child = old();
        child.set("entry", Documents.json("{ on: { api: true } }"));
        Life life = Life.with(child, parent).track("Started");
        Instance inside = life.state().live().stream()
                .filter(i -> i.journey().equals("j"))
                .findFirst()
                .orElseThrow();
        life.publish(newer());
        life.apply(new Input.Ordered(
                "order-1", inside.id(), Input.Order.END, null, new Input.By("olga", null), life.now()));

        assertThat(life.told("p")).endsWith("moved call > end (journey-ended)", "exited end (told)");
    }
}
