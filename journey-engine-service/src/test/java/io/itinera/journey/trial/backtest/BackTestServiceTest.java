package io.itinera.journey.trial.backtest;

import static io.itinera.journey.Api.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.Api;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class BackTestServiceTest {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int PEOPLE = 40;

    @Inject
    BackTestStore store;

    @Test
    void aBackTestOfTheLiveVersionReproducesTheRealTransitionsExactly() {
        String key = "lived";
        publish(key, "PT0.7S");
        Instant from = Instant.now();
        try (KafkaProbe log = new KafkaProbe(Topics.TRANSITIONS);
                KafkaProbe sends = new KafkaProbe(Topics.SENDS)) {
            live(log, key);
            long sent = sends(sends, key);

            JsonPath report = done(key, "live", from).setRootPath("report");

            assertThat(report.getLong("real.entered")).isEqualTo(PEOPLE);
            assertThat(report.getLong("real.messages.total")).isEqualTo(PEOPLE / 2);
            assertThat(report.getLong("comparison.same")).isEqualTo(report.getLong("real.transitions"));
            assertThat(report.getLong("comparison.different")).isZero();
            assertThat(report.getLong("comparison.onlyTried")).isZero();
            assertThat(report.getLong("comparison.onlyReal")).isZero();
            assertThat(report.getLong("comparison.unknown")).isZero();
            assertThat(report.getLong("profilesBeside.alike")).isEqualTo(PEOPLE);
            assertThat(report.getList("profilesBeside.examples")).isNullOrEmpty();
            assertThat(report.<Object>get("tried")).isEqualTo(report.get("real"));
            assertThat(sends(sends, key)).isEqualTo(sent);
        }
    }

    @Test
    void aDraftShowsWhatItWouldHaveDoneBesideWhatHappened() {
        String key = "redrafted";
        publish(key, "PT0.7S");
        Instant from = Instant.now();
        try (KafkaProbe log = new KafkaProbe(Topics.TRANSITIONS)) {
            live(log, key);
        }
        as("editor")
                .header("If-Match", "*")
                .body(Fixture.cart(key, "PT0.01S"))
                .put("/v1/journeys/{key}/draft", key)
                .then()
                .statusCode(200);

        JsonPath report = done(key, "draft", from).setRootPath("report");

        assertThat(report.getLong("real.messages.total")).isEqualTo(PEOPLE / 2);
        assertThat(report.getLong("tried.messages.total")).isEqualTo(PEOPLE);
        assertThat(report.getLong("comparison.different") + report.getLong("comparison.onlyTried"))
                .isPositive();
        assertThat(report.getLong("profilesBeside.different")).isEqualTo(PEOPLE);
        assertThat(report.getString("profilesBeside.examples[0].real[0]")).endsWith("entered > pause (event)");
        assertThat(report.getList("people")).hasSize(20);
        assertThat(report.getLong("delivery.gone")).isEqualTo(PEOPLE);
        assertThat(report.<String>getList("notes"))
                .contains("The rules of channel-service are not known, since it did not answer.");
    }

    @Test
    void aBackTestIsListedCancelledAndBegunAnew() {
        String key = "cancelled";
        publish(key, "PT1H");
        String id = ask(key, "draft", Instant.now().minus(Duration.ofHours(1)));
        await().atMost(PATIENCE).until(() -> "done".equals(state(key, id)));

        as("editor")
                .post("/v1/journeys/{key}/back-tests/{id}/cancel", key, id)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/back-test-state"));
        as("editor")
                .post("/v1/journeys/{key}/back-tests/{id}/restart", key, id)
                .then()
                .statusCode(200)
                .body("state", equalTo("queued"));
        await().atMost(PATIENCE).until(() -> "done".equals(state(key, id)));
        as("viewer")
                .get("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].progress", equalTo(1.0f));
        as("viewer")
                .body("{\"from\": \"2026-01-01T00:00:00Z\"}")
                .post("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(403);
        as("editor")
                .body("{\"from\": \"2026-01-01T00:00:00Z\", \"sample\": 2}")
                .post("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/sample"));
    }

    @Test
    void aBackTestGoesByTheCapsThatItIsAskedToGoBy() {
        String key = "capped";
        publish(key, "PT1H");
        String caps =
                "{\"from\": \"2026-01-01T00:00:00Z\", \"caps\": [{\"key\": \"weekly\", \"count\": %d, \"within\": \"P7D\"}]}";
        String id = as("editor")
                .body(caps.formatted(2))
                .post("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(202)
                .body("caps[0].count", equalTo(2))
                .extract()
                .path("id");
        await().atMost(PATIENCE).until(() -> "done".equals(state(key, id)));

        as("viewer")
                .get("/v1/journeys/{key}/back-tests/{id}", key, id)
                .then()
                .body("caps[0].within", equalTo("P7D"))
                .body(
                        "report.notes",
                        hasItem(containsString("by the caps that were asked for, not by those in force")));
        as("editor")
                .body("""
                        {"from": "2026-01-01T00:00:00Z",
                         "caps": [{"count": 0, "within": "P7D"}, null, {"key": "a", "channel": "", "count": 1, "within": "P7D"}]}""")
                .post("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/caps/0/count", "/caps/0/key", "/caps/1", "/caps/2/channel"));
        as("editor")
                .body("""
                        {"from": "2026-01-01T00:00:00Z", "caps": [{"key": "a", "count": 1, "within": "PT0S"}]}""")
                .post("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/caps/0/within"));
    }

    @Test
    void aBackTestWhosePodWentAwayIsBegunAnewAndEndsAfterAFewTries() {
        String key = "interrupted";
        publish(key, "PT1H");

        UUID anew = left(key, 1, false);
        UUID given = left(key, 3, false);
        UUID cancelled = left(key, 1, true);

        await().atMost(PATIENCE).until(() -> "done".equals(state(key, anew.toString())));
        await().atMost(PATIENCE).until(() -> "failed".equals(state(key, given.toString())));
        await().atMost(PATIENCE).until(() -> "cancelled".equals(state(key, cancelled.toString())));
        as("viewer")
                .get("/v1/journeys/{key}/back-tests/{id}", key, given)
                .then()
                .body("error", equalTo("it was interrupted 3 times"));
    }

    /** A job that a pod began and did not end. */
    private UUID left(String key, int attempts, boolean cancel) {
        BackTestRow row = new BackTestRow();
        row.id = UUID.randomUUID();
        row.journey = key;
        row.version = 1;
        row.definition = Fixture.cart(key, "PT1H");
        row.from = Instant.parse("2026-01-01T00:00:00Z");
        row.to = Instant.parse("2026-01-02T00:00:00Z");
        row.sample = 1;
        row.state = "running";
        row.cancel = cancel;
        row.attempts = attempts;
        row.createdBy = "test";
        row.createdAt = Instant.parse("2026-01-03T00:00:00Z");
        row.beatAt = row.createdAt;
        QuarkusTransaction.requiringNew().run(() -> store.persist(row));
        return row.id;
    }

    /** People come in; one of two buys before the wait is over. Returns when all their ways are told. */
    private static void live(KafkaProbe log, String key) {
        Instant start = Instant.now();
        List<String> people = IntStream.range(0, PEOPLE)
                .mapToObj(i -> Fixture.profile(key + "-" + i))
                .toList();
        for (int i = 0; i < PEOPLE; i++) {
            Instant at = start.plusMillis(i);
            put(log, Fixture.did(people.get(i), Fixture.trigger(key), at));
            if (i % 2 == 0) {
                put(log, Fixture.did(people.get(i), "Order Completed", at.plusMillis(200)));
            }
        }
        await().atMost(PATIENCE).until(() -> people.stream().allMatch(person -> log.of(person, TRANSITION).stream()
                .anyMatch(t -> t.kind() == Transition.Kind.EXITED)));
    }

    private static void put(KafkaProbe log, Activity activity) {
        log.put(Topics.ACTIVITY, activity.profileId(), ACTIVITY.write(activity), activity.at());
    }

    private static long sends(KafkaProbe sends, String key) {
        return IntStream.range(0, PEOPLE)
                .mapToLong(i -> sends.of(Fixture.profile(key + "-" + i)).size())
                .sum();
    }

    private static JsonPath done(String key, String version, Instant from) {
        String id = ask(key, version, from);
        await().atMost(PATIENCE).until(() -> !List.of("queued", "running").contains(state(key, id)));
        return as("viewer")
                .get("/v1/journeys/{key}/back-tests/{id}", key, id)
                .then()
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("report.records", greaterThan(0))
                .extract()
                .jsonPath();
    }

    private static String ask(String key, String version, Instant from) {
        return as("editor")
                .body("{\"version\": \"%s\", \"from\": \"%s\"}".formatted(version, from))
                .post("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static String state(String key, String id) {
        return as("viewer").get("/v1/journeys/{key}/back-tests/{id}", key, id).path("state");
    }

    private static void publish(String key, String wait) {
        Api.publish(Fixture.cart(key, wait));
    }
}
