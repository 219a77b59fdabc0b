package io.itinera.journey.requests;

import static io.itinera.journey.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.Api;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.journey.Neighbours;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class RequestsApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);

    @Test
    void aProfileEntersByApiOnceForEachIdempotencyKey() {
        String profile = known("api-user-1", "pro");
        publish("by-api", "{\"api\": true}");
        try (KafkaProbe transitions = new KafkaProbe(Topics.TRANSITIONS)) {
            String request = ask("by-api", "order-1", "api-user-1")
                    .body("profileId", equalTo(profile))
                    .extract()
                    .path("request");
            ask("by-api", "order-1", "api-user-1").body("request", equalTo(request));

            await().atMost(PATIENCE).until(() -> kinds(transitions, profile).contains(Transition.Kind.WAITING));
            assertThat(transitions.of(profile, TRANSITION).getFirst()).satisfies(entered -> {
                assertThat(entered.reason()).isEqualTo("api");
                assertThat(entered.detail()).containsEntry("request", request);
            });
            ask("by-api", "order-2", "api-user-1");
            await().atMost(PATIENCE).until(() -> kinds(transitions, profile).contains(Transition.Kind.REFUSED));
            assertThat(kinds(transitions, profile))
                    .containsExactly(Transition.Kind.ENTERED, Transition.Kind.WAITING, Transition.Kind.REFUSED);
        }
    }

    @Test
    void namesWhatIsWrongWithARequest() {
        known("api-user-2", "pro");
        publish("by-event", "{\"event\": \"Never\"}");
        publish("by-api-too", "{\"api\": true}");

        as("editor")
                .body("{\"userId\": \"api-user-2\"}")
                .post("/v1/journeys/by-event/entries")
                .then()
                .statusCode(409)
                .body("detail", containsString("not entered by API"));
        as("editor")
                .body("{\"userId\": \"nobody\"}")
                .post("/v1/journeys/by-api-too/entries")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/userId"));
        as("editor")
                .body("{}")
                .post("/v1/journeys/by-api-too/entries")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/profileId"));
        as("viewer")
                .body("{\"userId\": \"api-user-2\"}")
                .post("/v1/journeys/by-api-too/entries")
                .then()
                .statusCode(403);
    }

    @Test
    void anOperatorOrdersWhatAnInstanceDoesAndTheAuditTrailSaysSo() {
        String profile = known("api-user-3", "pro");
        publish("ordered", "{\"api\": true}");
        ask("ordered", "order-3", "api-user-3");
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/profiles/{id}/instances", profile)
                .then()
                .body("items.status", equalTo(List.of("waiting"))));
        String instance = as("viewer")
                .get("/v1/profiles/{id}/instances", profile)
                .then()
                .extract()
                .path("items[0].id");

        order(instance, "{\"order\": \"move\", \"step\": \"nowhere\"}", 422);
        order(instance, "{\"order\": \"dance\"}", 422);
        order("no-instance", "{\"order\": \"end\"}", 404);
        order(instance, "{\"order\": \"end\", \"reason\": \"asked by support\"}", 202);

        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/instances/{id}/history", instance)
                .then()
                .body("instance.status", equalTo("exited"))
                .body("instance.reason", equalTo("ordered"))
                .body("history.detail.why", hasItem("asked by support")));
        as("operator")
                .get("/v1/journeys/ordered/audit")
                .then()
                .body("items.action", hasItem("ordered"))
                .body("items.detail", hasItem(containsString("asked by support")));
        order(instance, "{\"order\": \"end\"}", 409);
    }

    private static void order(String instance, String body, int status) {
        as("operator")
                .body(body)
                .post("/v1/instances/{id}/orders", instance)
                .then()
                .statusCode(status);
    }

    private static ValidatableResponse ask(String journey, String key, String user) {
        return as("service")
                .header("Idempotency-Key", key)
                .body("{\"userId\": \"" + user + "\", \"properties\": {\"order\": 7}}")
                .post("/v1/journeys/{key}/entries", journey)
                .then()
                .statusCode(202);
    }

    private static List<Transition.Kind> kinds(KafkaProbe transitions, String profile) {
        return transitions.of(profile, TRANSITION).stream()
                .map(Transition::kind)
                .toList();
    }

    private static String known(String user, String plan) {
        String profile = Fixture.profile(user);
        Neighbours.profile(
                "userId:" + user,
                "{\"id\": \"" + profile + "\", \"traits\": {\"plan\": \"" + plan + "\"}, \"more\": 1}");
        return profile;
    }

    private static void publish(String key, String on) {
        Api.publish("""
                        {"key": "%s", "entry": {"on": %s, "audience": {"trait": "plan", "eq": "pro"}}, "start": "pause",
                         "steps": {"pause": {"type": "wait", "for": "P1D", "next": "end"}, "end": {"type": "exit"}}}
                        """.formatted(key, on));
    }
}
