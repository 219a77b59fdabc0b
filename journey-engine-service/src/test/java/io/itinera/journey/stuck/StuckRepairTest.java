package io.itinera.journey.stuck;

import static io.itinera.journey.Api.as;
import static io.itinera.journey.Api.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.local.testing.Tokens;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** From a finding of the stuck detector to an instance that has gone on: the request that the finding names is sent as it stands there. */
@JourneyServiceTest
class StuckRepairTest {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    DataSource database;

    @Test
    void anOverdueInstanceGoesOnByTheRequestThatItsFindingNames() throws SQLException {
        String profile = Fixture.profile("stuck-overdue");
        publish(Fixture.cart("repaired", "P30D"));
        try (KafkaProbe sends = new KafkaProbe(Topics.SENDS)) {
            enter(sends, profile, "repaired");
            // As if its timer had been lost: what the reports know is all that the detector has.
            age("repaired", "due = now() - interval '1 hour'");

            JsonPath stuck = stuck("repaired");
            assertThat(stuck.getString("items[0].reason")).isEqualTo("overdue");
            assertThat(stuck.getString("items[0].step")).isEqualTo("pause");
            repair(stuck);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sends.of(profile)).hasSize(1));
            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/v1/profiles/{id}/instances", profile)
                    .then()
                    .body("items[0].status", equalTo("exited")));
            as("viewer").get("/v1/journeys/repaired/stuck").then().body("items", hasSize(0));
            as("viewer")
                    .queryParam("profile", profile)
                    .get("/v1/journeys/repaired/explain")
                    .then()
                    .body(
                            "instances[0].decisions.find { it.reason == 'ordered' }.sentence",
                            equalTo("Went from pause to mail: operator-test ordered it: stuck: overdue."));
        }
    }

    @Test
    void whoWaitsForEverIsEndedByTheRequestThatItsFindingNames() throws SQLException {
        String profile = Fixture.profile("stuck-endless");
        publish(Fixture.cart("ended-at-last", "PT1H")
                .replace(
                        "\"for\": \"PT1H\", \"next\": \"mail\"",
                        "\"until\": {\"event\": \"Never\"}, \"then\": \"mail\""));
        try (KafkaProbe sends = new KafkaProbe(Topics.SENDS)) {
            enter(sends, profile, "ended-at-last");
            age("ended-at-last", "since = now() - interval '200 days'");

            JsonPath stuck = stuck("ended-at-last");
            assertThat(stuck.getString("items[0].reason")).isEqualTo("endless");
            repair(stuck);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/v1/profiles/{id}/instances", profile)
                    .then()
                    .body("items[0].status", equalTo("exited")));
            assertThat(sends.of(profile)).isEmpty();
        }
    }

    private static void enter(KafkaProbe probe, String profile, String key) {
        Instant at = Instant.now();
        probe.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger(key), at)), at);
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/profiles/{id}/instances", profile)
                .then()
                .statusCode(200)
                .body("items[0].status", equalTo("waiting")));
    }

    private void age(String journey, String change) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update instance set " + change + " where journey = ?")) {
            update.setString(1, journey);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static JsonPath stuck(String key) {
        return as("viewer")
                .get("/v1/journeys/{key}/stuck", key)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract()
                .jsonPath();
    }

    private static void repair(JsonPath stuck) {
        Map<String, String> body = stuck.getMap("items[0].repair.body");
        given().auth()
                .oauth2(Tokens.forSubject("operator-test", "operator"))
                .contentType("application/json")
                .body(body)
                .request(stuck.getString("items[0].repair.method"), stuck.getString("items[0].repair.path"))
                .then()
                .statusCode(202);
    }
}
