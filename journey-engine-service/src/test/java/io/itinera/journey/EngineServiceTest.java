package io.itinera.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.local.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class EngineServiceTest {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void asksForAMessageWhenTheWaitIsOverAndTellsWhy() {
        String profile = Fixture.profile("buyer-1");
        publish(Fixture.cart("sends-after-wait", "PT1S"));
        try (KafkaProbe sends = new KafkaProbe(Topics.SENDS);
                KafkaProbe transitions = new KafkaProbe(Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            sends.put(
                    Topics.ACTIVITY,
                    profile,
                    ACTIVITY.write(Fixture.did(profile, Fixture.trigger("sends-after-wait"), at)),
                    at);

            await().atMost(PATIENCE).until(() -> !sends.of(profile).isEmpty());
            SendRequest request =
                    sends.of(profile, JsonSerde.of(SendRequest.class)).getFirst();
            assertThat(request.template()).isEqualTo("cart");
            assertThat(request.requestedAt()).isBetween(at.plusMillis(999), at.plusMillis(1001));
            await().atMost(PATIENCE).until(() -> transitions.of(profile, JsonSerde.of(Transition.class)).stream()
                    .anyMatch(t -> t.kind() == Transition.Kind.EXITED));
            assertThat(sends.of(profile)).hasSize(1);

            String instance = request.journey().instance();
            await().atMost(PATIENCE).untilAsserted(() -> given().auth()
                    .oauth2(Tokens.of("viewer"))
                    .get("/v1/instances/{id}/history", instance)
                    .then()
                    .statusCode(200)
                    .body("instance.status", equalTo("exited"))
                    .body("history.kind", equalTo(List.of("entered", "waiting", "moved", "moved", "exited"))));
            given().auth()
                    .oauth2(Tokens.of("viewer"))
                    .get("/v1/journeys/sends-after-wait/counts")
                    .then()
                    .statusCode(200)
                    .body("versions[0].entered", equalTo(1))
                    .body("versions[0].live", equalTo(0))
                    .body("versions[0].steps.find { it.step == 'mail' }.in", equalTo(1));
            given().auth()
                    .oauth2(Tokens.of("viewer"))
                    .get("/v1/profiles/{id}/instances", profile)
                    .then()
                    .statusCode(200)
                    .body("items[0].id", equalTo(instance));
        }
    }

    @Test
    void sendsNothingWhenThePurchaseComesFirst() {
        String profile = Fixture.profile("buyer-2");
        publish(Fixture.cart("exits-on-purchase", "PT1H"));
        try (KafkaProbe transitions = new KafkaProbe(Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            transitions.put(
                    Topics.ACTIVITY,
                    profile,
                    ACTIVITY.write(Fixture.did(profile, Fixture.trigger("exits-on-purchase"), at)),
                    at);
            Instant later = at.plusMillis(20);
            transitions.put(
                    Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, "Order Completed", later)), later);

            await().atMost(PATIENCE).until(() -> transitions.of(profile, JsonSerde.of(Transition.class)).stream()
                    .anyMatch(t -> t.kind() == Transition.Kind.EXITED
                            && "exit:bought".equals(t.reason())
                            && t.journey().journey().equals("exits-on-purchase")));
        }
    }

    @Test
    void putsAPoisonRecordAwayAndGoesOn() {
        String profile = Fixture.profile("buyer-3");
        publish(Fixture.cart("goes-on", "PT0.1S"));
        try (KafkaProbe dead = new KafkaProbe(Topics.dead(Topics.ACTIVITY));
                KafkaProbe sends = new KafkaProbe(Topics.SENDS)) {
            Instant at = Instant.now();
            dead.put(Topics.ACTIVITY, profile, "{\"id\":".getBytes(StandardCharsets.UTF_8), at);
            dead.put(
                    Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger("goes-on"), at)), at);

            await().atMost(PATIENCE).until(() -> !dead.of(profile).isEmpty());
            assertThat(new String(
                            dead.of(profile)
                                    .getFirst()
                                    .headers()
                                    .lastHeader("dead-reason")
                                    .value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("malformed");
            await().atMost(PATIENCE).until(() -> !sends.of(profile).isEmpty());
        }
    }

    @Test
    void keepsAJourneyThatCannotBeReadAndGoesOnWithWhatItHad() {
        String profile = Fixture.profile("buyer-5");
        String key = "gets-poisoned";
        publish(Fixture.cart(key, "PT0.1S"));
        try (KafkaProbe dead = new KafkaProbe(Topics.dead(Topics.JOURNEYS));
                KafkaProbe sends = new KafkaProbe(Topics.SENDS)) {
            Instant at = Instant.now();
            byte[] poison = "{\"poison\":".getBytes(StandardCharsets.UTF_8);
            dead.put(Topics.JOURNEYS, key, poison, at);

            await().atMost(PATIENCE).until(() -> !dead.of(key).isEmpty());
            assertThat(dead.of(key)).singleElement().satisfies(letter -> {
                assertThat(letter.value()).isEqualTo(poison);
                assertThat(letter.headers().lastHeader("dead-reason").value())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("malformed");
                assertThat(letter.headers().lastHeader("dead-topic").value())
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(Topics.JOURNEYS);
            });
            dead.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger(key), at)), at);
            await().atMost(PATIENCE).until(() -> !sends.of(profile).isEmpty());
        }
    }

    @Test
    void publishesAJourneyAgainThatSomebodyElseHasOverwritten() {
        String key = "gets-overwritten";
        publish(Fixture.cart(key, "PT1H"));
        try (KafkaProbe journeys = new KafkaProbe(Topics.JOURNEYS)) {
            await().atMost(PATIENCE).until(() -> !journeys.of(key).isEmpty());
            for (String foreign : new String[] {"{\"poison\":", null}) {
                int before = journeys.of(key).size();
                journeys.put(
                        Topics.JOURNEYS,
                        key,
                        foreign == null ? null : foreign.getBytes(StandardCharsets.UTF_8),
                        Instant.now());

                await().atMost(PATIENCE).untilAsserted(() -> assertThat(journeys.of(key))
                        .hasSize(before + 2)
                        .last()
                        .satisfies(record -> assertThat(JsonSerde.of(PublishedJourney.class)
                                        .read(record.value())
                                        .current())
                                .isEqualTo(1)));
            }
        }
    }

    @Test
    void endsTheInstancesOfAnArchivedJourney() {
        String profile = Fixture.profile("buyer-4");
        String key = "is-archived";
        publish(Fixture.cart(key, "PT1H"));
        try (KafkaProbe transitions = new KafkaProbe(Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            transitions.put(
                    Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger(key), at)), at);
            await().atMost(PATIENCE).until(() -> transitions.of(profile, JsonSerde.of(Transition.class)).stream()
                    .anyMatch(t -> t.kind() == Transition.Kind.WAITING
                            && t.journey().journey().equals(key)));

            given().auth()
                    .oauth2(Tokens.of("approver"))
                    .header("If-Match", "*")
                    .post("/v1/journeys/{key}/archive", key)
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("archived"));

            await().atMost(PATIENCE).until(() -> transitions.of(profile, JsonSerde.of(Transition.class)).stream()
                    .anyMatch(t -> t.kind() == Transition.Kind.EXITED
                            && "archived".equals(t.reason())
                            && t.journey().journey().equals(key)));
        }
    }

    private static void publish(String definition) {
        Api.publish(definition).body("state", equalTo("live"));
    }
}
