package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.InvalidJourneyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps that wait for the answer of an endpoint. */
class WebhookStepTest {

    private static final String STEPS = """
            { first: { type: 'webhook', endpoint: 'scoring', next: 'check', onFailure: 'sorry', atMost: 'PT10M',
                       body: { plan: { trait: 'plan' }, total: { property: 'total' } } },
              check: { type: 'branch', branches: [ { when: { context: 'first.body.score', gte: 50 }, next: 'hot' } ], otherwise: 'cold' },
              hot: { type: 'exit', reason: 'hot' }, cold: { type: 'exit', reason: 'cold' }, sorry: { type: 'exit', reason: 'sorry' } }""";

    private static Life called() {
        return Life.with(Documents.journey("j", STEPS)).trait("plan", "pro").track("Started", "total", 42);
    }

    private static Call call(Life life) {
        return life.calls().getLast();
    }

    private static Input.Answered answer(Life life, String outcome, Map<String, Object> values) {
        Call call = call(life);
        return new Input.Answered(
                call.journey().instance(),
                call.journey().step(),
                call.visit(),
                new Answer(outcome, values),
                life.now());
    }

    @Test
    void asksForTheCallAndWaits() {
        Life life = called();

        assertThat(life.told()).endsWith("waiting first (call)");
        assertThat(call(life).endpoint()).isEqualTo("scoring");
        assertThat(call(life).data()).isEqualTo(Map.of("plan", "pro", "total", 42));
        assertThat(call(life).until()).isEqualTo(Life.START.plus(Duration.ofMinutes(10)));
        assertThat(call(life).id()).isEqualTo(called().calls().getLast().id());
    }

    @Test
    void theAnswerIsInTheContextOfLaterConditions() {
        Life hot = called();
        Life cold = called();

        hot.apply(answer(hot, "answered", Map.of("status", 200, "body", Map.of("score", 80))));
        cold.apply(answer(cold, "answered", Map.of("status", 200, "body", Map.of("score", 20))));

        assertThat(hot.told())
                .endsWith("moved first > check (answered)", "moved check > hot (condition)", "exited hot (hot)");
        assertThat(cold.told()).endsWith("exited cold (cold)");
    }

    @Test
    void aFailureGoesItsOwnWay() {
        Life life = called();

        life.apply(answer(life, "failed", Map.of("failure", "http-500")));

        assertThat(life.told()).endsWith("moved first > sorry (call-failed)", "exited sorry (sorry)");
    }

    @Test
    void anAnswerThatTakesTooLongIsAFailureAndNoLongerMatters() {
        Life life = called();
        Input.Answered late = answer(life, "answered", Map.of("status", 200));
        life.after("PT11M");
        assertThat(life.told()).endsWith("moved first > sorry (timeout)", "exited sorry (sorry)");

        int told = life.told().size();
        assertThat(life.apply(late).told()).hasSize(told);
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        Life life = called();
        Input.Answered answer = answer(life, "answered", Map.of("status", 200));

        List<String> once = life.apply(answer).told();

        assertThat(life.apply(answer).told()).isEqualTo(once);
    }

    @Test
    void anAnswerThatComesWhileTheJourneyStandsStillWaits() {
        Life life = called();
        life.publish(PublishedJourney.State.HELD, Documents.journey("j", STEPS)).changed();
        life.apply(answer(life, "answered", Map.of("status", 200, "body", Map.of("score", 80))));
        assertThat(life.told()).endsWith("waiting first (call)");

        life.publish(PublishedJourney.State.LIVE, Documents.journey("j", STEPS)).changed();

        assertThat(life.told()).endsWith("exited hot (hot)");
    }

    @Test
    void aMethodWithoutABodyTakesItsValuesInTheUrl() {
        Life life = Life.with(Documents.journey("j", """
                        { first: { type: 'webhook', endpoint: 'scoring', method: 'GET', query: { plan: { trait: 'plan' } }, next: 'end' },
                          end: { type: 'exit' } }""")).trait("plan", "pro").track("Started");

        assertThat(call(life).method()).isEqualTo("GET");
        assertThat(call(life).query()).isEqualTo(Map.of("plan", "pro"));
        assertThat(call(life).data()).isEmpty();
    }

    @Test
    void aMethodThatHttpDoesNotHaveAndABodyWhereNoneGoesAreRefused() {
        for (String fields :
                List.of("method: 'post'", "method: 'GET', body: { a: 1 }", "method: 'DELETE', envelope: false")) {
            assertThatThrownBy(() -> Life.with(Documents.journey(
                            "j",
                            "{ first: { type: 'webhook', endpoint: 'x', next: 'end', " + fields
                                    + " }, end: { type: 'exit' } }")))
                    .isInstanceOf(InvalidJourneyException.class);
        }
    }
}
