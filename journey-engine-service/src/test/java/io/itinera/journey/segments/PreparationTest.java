package io.itinera.journey.segments;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.local.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A version that asks event history is used once profile-service keeps the segments for it, however long that takes. */
@JourneyServiceTest
class PreparationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);

    private ProfileServiceDouble profiles;

    @BeforeEach
    void profileServiceIsThere() {
        profiles = new ProfileServiceDouble(port());
    }

    @AfterEach
    void nothingWasAskedThatItRefuses() {
        profiles.close();
        assertThat(profiles.problems()).isEmpty();
    }

    private static int port() {
        return SegmentsPort.port();
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    private static String viewing(String key, int times) {
        return """
                {"key": "%s", "entry": {"on": {"event": "Pricing Viewed in %s", "count": %d, "within": "P7D"}},
                 "start": "end", "steps": {"end": {"type": "exit"}}}
                """.formatted(key, key, times);
    }

    private static String viewing(String key, String event, String zone) {
        return """
                {"key": "%s", "timezone": "%s", "entry": {"on": {"event": "%s", "count": 2, "within": "P7D"}},
                 "start": "end", "steps": {"end": {"type": "exit"}}}
                """.formatted(key, zone, event);
    }

    private static String morning(int version) {
        return """
                {"key": "superseded", "entry": {"on": {"schedule": {"at": "0%d:00"}}, "audience": {"trait": "plan", "eq": "pro"}},
                 "start": "end", "steps": {"end": {"type": "exit"}}}
                """.formatted(version);
    }

    private static void publish(String key, String definition) {
        var found = as("viewer").get("/v1/journeys/{key}", key);
        if (found.statusCode() == 404) {
            as("editor").body(definition).post("/v1/journeys").then().statusCode(201);
        } else {
            as("editor")
                    .header("If-Match", found.header("ETag"))
                    .body(definition)
                    .put("/v1/journeys/{key}/draft", key)
                    .then()
                    .statusCode(200);
        }
        String tag = as("viewer").get("/v1/journeys/{key}", key).header("ETag");
        as("approver")
                .header("If-Match", tag)
                .post("/v1/journeys/{key}/publish", key)
                .then()
                .statusCode(200);
    }

    private static void becomes(String key, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/journeys/{key}/preparation", key)
                .then()
                .statusCode(200)
                .body("state", equalTo(state)));
    }

    @Test
    void aVersionIsAnnouncedAtOnceAndUsedWhenItsSegmentIsReady() {
        try (KafkaProbe journeys = new KafkaProbe(Topics.JOURNEYS)) {
            publish("viewed", viewing("viewed", 3));
            await().atMost(PATIENCE).until(() -> profiles.segments().size() == 1);
            as("viewer")
                    .get("/v1/journeys/viewed/preparation")
                    .then()
                    .body("state", equalTo("preparing"))
                    .body("versions", hasSize(1))
                    .body("versions[0].version", equalTo(1))
                    .body("versions[0].waitsFor", hasSize(1));
            as("viewer")
                    .get("/v1/journeys/viewed")
                    .then()
                    .body("state", equalTo("live"))
                    .body("preparing.version", equalTo(List.of(1)));
            as("viewer")
                    .get("/v1/journeys?limit=200")
                    .then()
                    .body("items.find { it.key == 'viewed' }.preparing", equalTo(true));
            assertThat(last(journeys, "viewed").current()).isZero();
            assertThat(last(journeys, "viewed").versions()).hasSize(1);

            profiles.fill();
            becomes("viewed", "ready");
            as("viewer").get("/v1/journeys/viewed").then().body("preparing", hasSize(0));
            await().atMost(PATIENCE).until(() -> last(journeys, "viewed").current() == 1);

            publish("viewed", viewing("viewed", 5));
            await().atMost(PATIENCE).until(() -> profiles.segments().size() == 2);
            assertThat(last(journeys, "viewed").current()).isEqualTo(1);
            assertThat(last(journeys, "viewed").versions()).hasSize(2);
            profiles.fill();
            await().atMost(PATIENCE).until(() -> last(journeys, "viewed").current() == 2);
            assertThat(last(journeys, "viewed").versions().get(1).publishedAt())
                    .isAfter(last(journeys, "viewed").versions().get(0).publishedAt());
        }
    }

    @Test
    void whoEntersByTimeIsASegmentOfTheVersion() {
        publish("mornings", """
                {"key": "mornings", "entry": {"on": {"schedule": {"at": "09:00"}}, "audience": {"trait": "plan", "eq": "pro"}},
                 "start": "end", "steps": {"end": {"type": "exit"}}}
                """);
        await().atMost(PATIENCE).until(() -> profiles.segments().size() == 1);

        assertThat(profiles.segments()).allSatisfy((key, segment) -> {
            assertThat(key).startsWith("entry-");
            assertThat(segment.get("condition").toString()).isEqualTo("{\"trait\":\"plan\",\"eq\":\"pro\"}");
            assertThat(segment.get("name").asText()).isEqualTo("Who enters mornings by time, version 1");
        });
        profiles.fill();
        becomes("mornings", "ready");
    }

    @Test
    void journeysOfDifferentZonesDoNotShareASegment() {
        publish("in-berlin", viewing("in-berlin", "Viewed in zones", "Europe/Berlin"));
        publish("in-berlin-too", viewing("in-berlin-too", "Viewed in zones", "Europe/Berlin"));
        publish("in-tokyo", viewing("in-tokyo", "Viewed in zones", "Asia/Tokyo"));

        await().atMost(PATIENCE).until(() -> profiles.segments().size() == 2);
        assertThat(profiles.segments().values().stream()
                        .map(segment -> segment.get("zone").asText()))
                .containsExactlyInAnyOrder("Europe/Berlin", "Asia/Tokyo");
        profiles.fill();
        List.of("in-berlin", "in-berlin-too", "in-tokyo").forEach(key -> becomes(key, "ready"));
    }

    @Test
    void whoEnteredASupersededVersionByTimeIsGivenBackOnceTheNewerOneIsUsed() {
        publish("superseded", morning(7));
        await().atMost(PATIENCE).until(() -> profiles.segments().size() == 1);
        profiles.fill();
        becomes("superseded", "ready");
        String first = profiles.segments().keySet().iterator().next();

        publish("superseded", morning(8));
        await().atMost(PATIENCE).until(() -> profiles.segments().size() == 2);
        assertThat(profiles.segments()).containsKey(first);

        profiles.fill();
        becomes("superseded", "ready");
        await().atMost(PATIENCE).until(() -> profiles.segments().size() == 1);
        assertThat(profiles.segments()).doesNotContainKey(first);
    }

    @Test
    void aVersionThatNeedsNoSegmentIsUsedAtOnce() {
        publish(
                "plain",
                "{\"key\": \"plain\", \"entry\": {\"on\": {\"event\": \"A\"}}, \"start\": \"end\", \"steps\": {\"end\": {\"type\": \"exit\"}}}");

        as("viewer").get("/v1/journeys/plain/preparation").then().body("state", equalTo("ready"));
        assertThat(profiles.segments()).isEmpty();
    }

    @Test
    void publishingDoesNotDependOnProfileServiceAndGoesOnWhenItIsBack() {
        profiles.failsWith(503);
        publish("patient", viewing("patient", 3));
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/journeys/patient/preparation")
                .then()
                .body("versions[0].waitsFor[0].problem", containsString("does not answer")));
        profiles.close();

        profiles = new ProfileServiceDouble(port());
        await().atMost(PATIENCE).until(() -> profiles.segments().size() == 1);
        profiles.fill();
        becomes("patient", "ready");
    }

    @Test
    void segmentsThatOnlyAnArchivedJourneyNeededAreGivenBack() {
        publish("given-back", viewing("given-back", 3));
        await().atMost(PATIENCE).until(() -> profiles.segments().size() == 1);
        profiles.fill();
        becomes("given-back", "ready");
        String tag = as("viewer").get("/v1/journeys/given-back").header("ETag");

        as("approver")
                .header("If-Match", tag)
                .post("/v1/journeys/given-back/archive")
                .then()
                .statusCode(200);
        await().atMost(PATIENCE).until(() -> profiles.segments().isEmpty());
    }

    private static PublishedJourney last(KafkaProbe journeys, String key) {
        await().atMost(PATIENCE).until(() -> !journeys.of(key).isEmpty());
        List<PublishedJourney> all = journeys.of(key, JOURNEY);
        return all.getLast();
    }
}
