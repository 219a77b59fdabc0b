package io.itinera.journey.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.Api;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.journey.Neighbours;
import io.itinera.outbound.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class CallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);

    @Test
    void callsTheEndpointSignedAndUnderOneIdUntilItAnswersAndTheJourneyGoesOnWithTheAnswer() throws Exception {
        Neighbours.answers("scoring", "503", "429", "200 {\"score\": 80}");
        String profile = Fixture.profile("caller-1");
        publish(
                "calls-scoring",
                "\"endpoint\": \"scoring\", \"attempts\": 5, \"body\": {\"total\": {\"property\": \"total\"}}");

        List<Transition> told = enter("calls-scoring", profile);

        assertThat(told).extracting(Transition::reason).contains("call", "answered", "hot");
        List<Neighbours.Call> calls = Neighbours.calls("scoring");
        assertThat(calls).hasSize(3);
        assertThat(calls)
                .extracting(call -> call.headers().get("webhook-id"))
                .containsOnly(told.stream()
                        .filter(t -> t.reason().equals("call"))
                        .map(t -> (String) t.detail().get("call"))
                        .findFirst()
                        .orElseThrow());
        Neighbours.Call last = calls.getLast();
        assertThat(last.headers().get("webhook-signature"))
                .isEqualTo(WebhookSecret.parse("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
                        .sign(
                                last.headers().get("webhook-id"),
                                Long.parseLong(last.headers().get("webhook-timestamp")),
                                last.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(Wire.JSON.readTree(last.body()).at("/data/total").asInt()).isEqualTo(42);
    }

    @Test
    void putsTheValuesAloneAndAsksForOthersInTheUrl() throws Exception {
        Neighbours.answers("scoring", "200 {\"score\": 80}");
        String puts = Fixture.profile("caller-3");
        String asks = Fixture.profile("caller-4");
        publish(
                "calls-put",
                "\"endpoint\": \"scoring\", \"method\": \"PUT\", \"envelope\": false, \"body\": {\"total\": {\"property\": \"total\"}}");
        publish(
                "calls-get",
                "\"endpoint\": \"scoring\", \"method\": \"GET\", \"query\": {\"mail\": {\"trait\": \"email\"}, \"tag\": [\"a\", \"b c\"]}");
        int before = Neighbours.calls("scoring").size();

        assertThat(enter("calls-put", puts)).extracting(Transition::reason).contains("answered", "hot");
        assertThat(enter("calls-get", asks)).extracting(Transition::reason).contains("answered", "hot");

        List<Neighbours.Call> calls = Neighbours.calls("scoring");
        Neighbours.Call put = calls.get(before);
        Neighbours.Call get = calls.get(before + 1);
        assertThat(put.headers())
                .containsEntry(":method", "PUT")
                .containsEntry("content-type", "application/json")
                .containsEntry("idempotency-key", put.headers().get("webhook-id"));
        assertThat(Wire.JSON.readTree(put.body())).isEqualTo(Wire.JSON.readTree("{\"total\": 42}"));
        assertThat(get.headers())
                .containsEntry(":method", "GET")
                .containsEntry(":query", "mail=someone%40example.com&tag=a&tag=b+c")
                .containsKey("webhook-signature")
                .doesNotContainKey("content-type");
        assertThat(get.body()).isNullOrEmpty();
    }

    @Test
    void aUrlThatTheConfigurationDoesNotAllowIsNeverCalled() {
        String profile = Fixture.profile("caller-2");
        publish("calls-anywhere", "\"url\": \"http://169.254.169.254/latest/meta-data\"");

        List<Transition> told = enter("calls-anywhere", profile);

        assertThat(told).extracting(Transition::reason).contains("call-failed", "sorry");
        assertThat(told)
                .filteredOn(t -> t.reason().equals("call-failed"))
                .singleElement()
                .satisfies(t -> assertThat(t.detail()).containsEntry("failure", "endpoint-not-allowed"));
    }

    private static List<Transition> enter(String journey, String profile) {
        try (KafkaProbe transitions = new KafkaProbe(Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            transitions.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, "Start " + journey, at)), at);
            await().atMost(PATIENCE).until(() -> transitions.of(profile, TRANSITION).stream()
                    .anyMatch(t -> t.kind() == Transition.Kind.EXITED));
            return transitions.of(profile, TRANSITION);
        }
    }

    private static void publish(String key, String target) {
        Api.publish("""
                        {"key": "%s", "entry": {"on": {"event": "Start %s"}}, "start": "ask",
                         "steps": {"ask": {"type": "webhook", %s, "next": "check", "onFailure": "sorry"},
                                   "check": {"type": "branch", "branches": [{"when": {"context": "ask.body.score", "gte": 50}, "next": "hot"}], "otherwise": "cold"},
                                   "hot": {"type": "exit", "reason": "hot"}, "cold": {"type": "exit", "reason": "cold"}, "sorry": {"type": "exit", "reason": "sorry"}}}
                        """.formatted(key, key, target));
    }
}
