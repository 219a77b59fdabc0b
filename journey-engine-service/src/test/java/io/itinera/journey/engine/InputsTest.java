package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Entries by API, and operators' orders. */
class InputsTest {

    private static final String STEPS = """
            { first: { type: 'wait', until: { event: 'Never' }, then: 'second' },
              second: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }""";

    private static ObjectNode byApi(String... more) {
        ObjectNode journey = Documents.journey("j", STEPS, more);
        journey.set("entry", Documents.json("{ on: { api: true }, audience: { trait: 'plan', eq: 'pro' } }"));
        return journey;
    }

    private static Input.EntryRequested entry(String id, String plan) {
        Knowledge known = new Knowledge(Map.of("plan", plan), Map.of(), Set.of());
        return new Input.EntryRequested(id, "j", Map.of("order", 7), known, Life.START);
    }

    private static Input.Ordered order(Life life, Input.Order order, String to) {
        return new Input.Ordered(
                "order-1", life.state().live().getFirst().id(), order, to, new Input.By("olga", "stuck"), life.now());
    }

    @Test
    void theApiEntersWithItsPropertiesAndWhatItKnowsOfTheProfile() {
        Life life = Life.with(byApi()).apply(entry("request-1", "pro"));

        assertThat(life.told()).containsExactly("entered > first (api)", "waiting first (event)");
        assertThat(life.transitions().getFirst().detail()).containsEntry("request", "request-1");
        assertThat(life.state().live().getFirst().entry().properties()).isEqualTo(Map.of("order", 7));
        assertThat(life.state().known().traits()).isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void aRepeatOfARequestEntersOnce() {
        Life life = Life.with(byApi()).apply(entry("request-1", "pro")).apply(entry("request-1", "pro"));

        assertThat(life.told()).hasSize(2);
        assertThat(life.apply(entry("request-2", "pro")).told()).endsWith("refused (live)");
    }

    @Test
    void theApiEntersOnlyWhereTheJourneyListensForIt() {
        assertThat(Life.with(Documents.journey("j", STEPS))
                        .apply(entry("request-1", "pro"))
                        .told())
                .containsExactly("refused (not-by-api)");
        assertThat(Life.with(byApi()).apply(entry("request-1", "free")).told()).containsExactly("refused (audience)");
        assertThat(Life.of("profile-1").apply(entry("request-1", "pro")).told())
                .containsExactly("refused (no-journey)");
    }

    @Test
    void anOperatorEndsAnInstanceAndSaysWhy() {
        Life life = Life.with(Documents.journey("j", STEPS)).track("Started");
        life.apply(order(life, Input.Order.END, null));

        assertThat(life.told()).endsWith("exited first (ordered)");
        assertThat(life.last().detail()).containsAllEntriesOf(Map.of("order", "order-1", "by", "olga", "why", "stuck"));
        assertThat(life.state().isEmpty()).isTrue();
    }

    @Test
    void anOperatorLetsAnInstanceGoOnAtOnceAlsoFromAWaitThatNothingElseWouldEnd() {
        Life life = Life.with(Documents.journey("j", STEPS)).track("Started");

        life.apply(order(life, Input.Order.GO_ON, null));
        assertThat(life.told()).endsWith("moved first > second (ordered)", "waiting second (for)");
        life.apply(order(life, Input.Order.GO_ON, null));
        assertThat(life.told()).endsWith("moved second > end (ordered)", "exited end (completed)");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void anOperatorMovesAnInstanceAlsoWhileItsJourneyStandsStill() {
        Life life = Life.with(Documents.journey("j", STEPS)).track("Started");
        life.publish(PublishedJourney.State.HELD, Documents.journey("j", STEPS)).changed();
        life.apply(order(life, Input.Order.MOVE, "second"));

        assertThat(life.told()).endsWith("moved first > second (ordered)", "waiting second (for)");
        assertThat(life.apply(order(life, Input.Order.MOVE, "nowhere")).told()).endsWith("waiting second (for)");
    }

    @Test
    void anOrderForAnInstanceThatIsOverHasNoEffect() {
        Life life = Life.with(Documents.journey("j", STEPS)).track("Started");
        Input.Ordered end = order(life, Input.Order.END, null);

        assertThat(life.apply(end).apply(end).told()).hasSize(3);
    }
}
