package io.itinera.journey.models;

import static io.itinera.journey.Api.as;
import static io.itinera.journey.Api.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From what people do to the model that decides about the next, and back in a report. */
@JourneyServiceTest
class LearningServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final JsonSerde<LearningModel> MODEL = JsonSerde.of(LearningModel.class);
    private static final JsonSerde<MessageOutcome> OUTCOME = JsonSerde.of(MessageOutcome.class);
    private static final int PEOPLE = 40;

    @Inject
    ModelPublisher publisher;

    private static String optimize(String key) {
        return """
                {"key": "%s", "entry": {"on": {"event": "Started %s"}}, "start": "pick",
                 "goals": [{"key": "bought", "on": {"event": "Bought"}, "within": "P7D", "primary": true}],
                 "steps": {
                   "pick": {"type": "optimize", "holdout": {"key": "control", "percent": 20, "next": "end"},
                            "arms": [{"key": "a", "weight": 0, "next": "end"}, {"key": "b", "next": "end"}]},
                   "end": {"type": "exit"}}}
                """.formatted(key, key);
    }

    /** Comes in, and buys where that arm was chosen; how the arm was. */
    private static Transition comes(KafkaProbe log, String key, String who, String buysOn) {
        String profile = Fixture.profile(key + who);
        put(log, Fixture.did(profile, "Started " + key, Instant.now()));
        await().atMost(PATIENCE)
                .until(() -> log.of(profile, TRANSITION).stream().anyMatch(t -> t.kind() == Transition.Kind.EXITED));
        Transition choice = log.of(profile, TRANSITION).stream()
                .filter(t -> t.detail().containsKey("arm"))
                .findFirst()
                .orElseThrow();
        if (choice.detail().get("arm").equals(buysOn)) {
            put(log, Fixture.did(profile, "Bought", Instant.now()));
        }
        return choice;
    }

    private static void put(KafkaProbe log, Activity activity) {
        log.put(Topics.ACTIVITY, activity.profileId(), ACTIVITY.write(activity), activity.at());
    }

    private static JsonPath report(String key) {
        return as("viewer")
                .get("/v1/journeys/{key}/versions/1/learning", key)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void whatPeopleDoDecidesAboutTheNextAndABackTestDecidesTheSame() {
        String key = "learns-arms";
        publish(optimize(key));
        Instant from = Instant.now();
        try (KafkaProbe log = new KafkaProbe(Topics.TRANSITIONS);
                KafkaProbe models = new KafkaProbe(Topics.LEARNING)) {
            for (int i = 0; i < PEOPLE; i++) {
                assertThat(comes(log, key, "first-" + i, "b").detail()).containsKey("model");
            }
            await().atMost(PATIENCE).until(() -> report(key).getInt("steps[0].arms.entered.sum()") == PEOPLE);
            await().atMost(PATIENCE)
                    .until(() -> report(key).getInt("steps[0].arms.find { it.arm == 'b' }.conversions")
                            == report(key).getInt("steps[0].arms.find { it.arm == 'b' }.entered"));
            publisher.learn();
            await().atMost(PATIENCE).until(() -> !models.of(key).isEmpty());
            LearningModel model = models.of(key, MODEL).getLast();
            assertThat(model.steps()).singleElement().satisfies(step -> {
                assertThat(step.step()).isEqualTo("pick");
                assertThat(step.arms())
                        .extracting(LearningModel.Arm::arm)
                        .contains("b")
                        .doesNotContain("control");
            });
            await().atMost(PATIENCE).pollDelay(Duration.ofMillis(200)).until(() -> Instant.now()
                    .isAfter(model.from()));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            comes(log, key, "later-" + Instant.now().toEpochMilli(), "b")
                                    .detail())
                    .containsKey("learned")
                    .containsEntry("arm", "b")
                    .hasEntrySatisfying("model", number -> assertThat(((Number) number).longValue())
                            .isGreaterThanOrEqualTo(model.model())));
            JsonPath learned = report(key);
            assertThat(learned.getString("goal")).isEqualTo("bought");
            assertThat(learned.getString("steps[0].best")).isEqualTo("b");
            assertThat(learned.getLong("steps[0].model")).isGreaterThanOrEqualTo(model.model());
            assertThat(learned.getDouble("steps[0].regret")).isPositive();
            assertThat(learned.getDouble("steps[0].lift.difference")).isPositive();
            assertThat(learned.getDouble("steps[0].lift.low"))
                    .isLessThan(learned.getDouble("steps[0].lift.difference"));

            JsonPath report = backTest(key, from).setRootPath("report");
            assertThat(report.getLong("comparison.same"))
                    .isEqualTo(report.getLong("real.transitions"))
                    .isPositive();
            assertThat(report.getLong("comparison.different")).isZero();
        }
    }

    private static JsonPath backTest(String key, Instant from) {
        String id = as("editor")
                .body(Map.of("version", "live", "from", from.toString()))
                .post("/v1/journeys/{key}/back-tests", key)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(PATIENCE).until(() -> "done"
                .equals(as("viewer")
                        .get("/v1/journeys/{key}/back-tests/{id}", key, id)
                        .path("state")));
        return as("viewer").get("/v1/journeys/{key}/back-tests/{id}", key, id).jsonPath();
    }

    @Test
    void learningIsStoppedAtOnceAndGoesOn() {
        String key = "stops-learning";
        publish(optimize(key));
        try (KafkaProbe log = new KafkaProbe(Topics.TRANSITIONS)) {
            as("operator")
                    .header("If-Match", "*")
                    .body("{\"step\": \"pick\", \"learning\": \"stop\", \"note\": \"the arm a is broken\"}")
                    .patch("/v1/journeys/{key}/learning", key)
                    .then()
                    .statusCode(200)
                    .body("step", contains("pick"))
                    .body("stopped", contains(true));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            comes(log, key, "stopped-" + Instant.now().toEpochMilli(), "b")
                                    .detail())
                    .containsKey("fixed")
                    .containsEntry("arm", "b"));
            assertThat(report(key).getBoolean("steps[0].stopped")).isTrue();
            as("viewer")
                    .get("/v1/journeys/{key}/audit", key)
                    .then()
                    .statusCode(200)
                    .body("items.action", hasItem("learning"));

            as("operator")
                    .header("If-Match", "*")
                    .body("{\"step\": \"pick\", \"learning\": \"go-on\"}")
                    .patch("/v1/journeys/{key}/learning", key)
                    .then()
                    .statusCode(200)
                    .body("stopped", contains(false));
            assertThat(report(key).getBoolean("steps[0].stopped")).isFalse();
        }
        as("operator")
                .header("If-Match", "*")
                .body("{\"step\": \"end\", \"learning\": \"stop\"}")
                .patch("/v1/journeys/{key}/learning", key)
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/step"));
        as("viewer")
                .header("If-Match", "*")
                .body("{\"step\": \"pick\", \"learning\": \"stop\"}")
                .patch("/v1/journeys/{key}/learning", key)
                .then()
                .statusCode(403);
    }

    /** The message is sent, opened and clicked, at noon in UTC. */
    private static void answers(KafkaProbe log, SendRequest sent) {
        String profile = sent.profileId();
        Instant noon = Instant.parse("2026-11-21T12:00:00Z");
        await().atMost(PATIENCE)
                .until(() -> as("viewer")
                                .get("/v1/profiles/{id}/instances", profile)
                                .jsonPath()
                                .getList("items")
                                .size()
                        == 1);
        for (MessageStatus status : List.of(MessageStatus.SENT, MessageStatus.OPENED, MessageStatus.CLICKED)) {
            MessageOutcome outcome = new MessageOutcome(
                    sent.id(),
                    profile,
                    "learned-mail",
                    "t",
                    "marketing",
                    sent.journey(),
                    status,
                    noon,
                    null,
                    null,
                    null,
                    null,
                    false);
            log.put(Topics.MESSAGES, profile, OUTCOME.write(outcome), noon);
        }
    }

    @Test
    void answersOfAllPeopleAreLearnedByTheLocalHour() {
        String key = "learns-hours";
        publish("""
                {"key": "learns-hours", "timezone": "Asia/Kathmandu", "entry": {"on": {"event": "Started learns-hours"}},
                 "start": "mail",
                 "steps": {
                   "mail": {"type": "send", "channel": "learned-mail", "template": "t", "purpose": "marketing",
                            "when": {"bestTime": "PT24H"}, "next": "end"},
                   "end": {"type": "exit"}}}
                """);
        String profile = Fixture.profile("learns-hours");
        try (KafkaProbe sends = new KafkaProbe(Topics.SENDS);
                KafkaProbe models = new KafkaProbe(Topics.LEARNING)) {
            put(sends, Fixture.did(profile, "Started learns-hours", Instant.now()));
            await().atMost(PATIENCE).until(() -> !sends.of(profile).isEmpty());
            SendRequest sent =
                    sends.of(profile, JsonSerde.of(SendRequest.class)).getFirst();
            answers(sends, sent);

            // 12:00 in UTC is 17:45 in Nepal; an open counts one, a click three.
            await().atMost(PATIENCE).untilAsserted(() -> {
                publisher.learn();
                assertThat(models.of(LearningModel.PEOPLE, MODEL).getLast().channels())
                        .filteredOn(c -> c.channel().equals("learned-mail"))
                        .singleElement()
                        .satisfies(c -> {
                            assertThat(c.sent()).isEqualTo(1);
                            assertThat(c.clicked()).isEqualTo(1);
                            assertThat(c.hours().get(17)).isEqualTo(4);
                            assertThat(c.hours().stream().mapToLong(n -> n).sum())
                                    .isEqualTo(4);
                        });
            });
        }
        as("viewer")
                .get("/v1/journeys/{key}/versions/1/learning", key)
                .then()
                .statusCode(200)
                .body("steps[0].step", equalTo("mail"))
                .body("steps[0].model", greaterThan(0))
                .body("steps[0].regret", nullValue())
                .body("steps[0].answers.by", contains("hour"))
                .body("steps[0].answers[0].channel", equalTo("learned-mail"))
                .body("steps[0].answers[0].messages", equalTo(1))
                .body("steps[0].answers[0].options.option", contains("17"))
                .body("steps[0].answers[0].options[0].answered", equalTo(1))
                .body("steps[0].answers[0].regret", nullValue())
                .body("steps[0].answers[0].lift", nullValue());
    }
}
