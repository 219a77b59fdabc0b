package io.itinera.journey.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.local.testing.Tokens;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports by HTTP, from the topics to the answer. */
@JourneyServiceTest
class JourneyReportApiTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final JsonSerde<MessageOutcome> OUTCOME = JsonSerde.of(MessageOutcome.class);

    @Test
    void aJourneysPageNeedsOneCall() {
        create("one-call");
        try (KafkaProbe kafka = new KafkaProbe(Topics.TRANSITIONS)) {
            for (int i = 0; i < 40; i++) {
                String arm = i % 2 == 0 ? "offer" : "control";
                boolean buys = arm.equals("offer") ? i < 32 : i < 12;
                life(kafka, "one-call", "person" + i, arm, buys);
            }
            outcome(kafka, "one-call", "person0", MessageStatus.SENT, null);
            outcome(kafka, "one-call", "person0", MessageStatus.OPENED, null);
            outcome(kafka, "one-call", "person2", MessageStatus.SUPPRESSED, "no-consent");
        }

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> as("viewer")
                .get("/v1/journeys/one-call/report?interval=day&from=2026-11-21&to=2026-11-21&within=PT2H")
                .then()
                .statusCode(200)
                .body("total.flow.entered", equalTo(40))
                .body("total.steps.find { it.step == 'mail' }.messages.statuses.sent", equalTo(1))
                .body("total.steps.find { it.step == 'mail' }.messages.suppressed.'no-consent'", equalTo(1)));

        as("viewer")
                .get("/v1/journeys/one-call/report?interval=day&from=2026-11-21&to=2026-11-21&within=PT2H")
                .then()
                .statusCode(200)
                .body("versions", hasSize(1))
                .body("versions[0].version", equalTo(1))
                .body("total.flow.live", equalTo(18))
                .body("total.flow.exited.bought", equalTo(22))
                .body("total.steps.find { it.step == 'pause' }.waiting", equalTo(0))
                .body("total.steps.find { it.step == 'pause' }.dwell.n", equalTo(40))
                .body("total.steps.find { it.step == 'pause' }.dwell.p50Seconds", closeTo(3600, 180))
                .body("total.steps.find { it.step == 'pause' }.dwell.shareWithin", equalTo(1.0))
                .body("total.steps.find { it.step == 'mail' }.messages.requested", equalTo(20))
                .body("total.goals[0].conversions", equalTo(22))
                .body("total.goals[0].revenue.currency", contains("EUR"))
                .body("total.goals[0].revenue[0].sum", equalTo(220))
                .body("total.flow.timeToValue.p50Seconds", closeTo(7200, 360))
                .body("total.days.day", contains("2026-11-21"))
                .body("total.days[0].entered", equalTo(40))
                .body("total.days[0].goals.'goal:buys'", equalTo(22))
                .body("total.splits[0].note", nullValue())
                .body("total.splits[0].arms.find { it.arm == 'control' }.goals[0].lift", nullValue())
                .body("total.splits[0].arms.find { it.arm == 'offer' }.entered", equalTo(20))
                .body("total.splits[0].arms.find { it.arm == 'offer' }.goals[0].conversions", equalTo(16))
                .body("total.splits[0].arms.find { it.arm == 'offer' }.goals[0].lift.difference", closeTo(0.5, 1e-9))
                .body("total.splits[0].arms.find { it.arm == 'offer' }.goals[0].lift.method", equalTo("newcombe"))
                .body("total.splits[0].arms.find { it.arm == 'offer' }.goals[0].lift.verdict", equalTo("too-small"));
        as("viewer")
                .get("/v1/journeys/one-call/report?version=2")
                .then()
                .statusCode(200)
                .body("versions", hasSize(0));
    }

    @Test
    void aFunnelTellsWhereItLeaksAndWhy() {
        create("leaks");
        try (KafkaProbe kafka = new KafkaProbe(Topics.TRANSITIONS)) {
            for (int i = 0; i < 10; i++) {
                life(kafka, "leaks", "person" + i, i < 6 ? "offer" : "control", i < 2);
            }
        }
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> as("viewer")
                .get("/v1/journeys/leaks/funnel?stage=step:pause&stage=step:mail&stage=goal:buys")
                .then()
                .statusCode(200)
                .body("instances", equalTo(10))
                .body("sampled", equalTo(false))
                .body("crowds[0].stages.reached", contains(10, 6, 2))
                .body("crowds[0].stages[1].converted", closeTo(0.6, 1e-9))
                .body("crowds[0].stages[1].leaks.moving", equalTo(4))
                .body("crowds[0].stages[2].leak", equalTo(4))
                .body("crowds[0].stages[2].ofAll", closeTo(0.2, 1e-9)));

        as("viewer")
                .get("/v1/journeys/leaks/funnel?by=arm:split&stage=step:mail&stage=exit:bought")
                .then()
                .statusCode(200)
                .body("crowds.name", contains("control", "offer"))
                .body("crowds[0].stages.reached", contains(0, 0))
                .body("crowds[1].stages.reached", contains(6, 2));
        as("viewer")
                .get("/v1/journeys/leaks/funnel?by=entry")
                .then()
                .statusCode(200)
                .body("crowds.name", contains("Cart Updated"))
                .body("crowds[0].stages.stage", contains("step:pause", "step:split", "step:mail", "step:end"));
        as("viewer")
                .get("/v1/journeys/leaks/funnel?from=2026-11-22")
                .then()
                .statusCode(200)
                .body("instances", equalTo(0));
    }

    @Test
    void aFunnelTellsApartWhatLearningStepsChoseAndWhoWasInASegment() {
        create("crowds");
        try (KafkaProbe kafka = new KafkaProbe(Topics.TRANSITIONS)) {
            for (int i = 0; i < 5; i++) {
                life(kafka, "crowds", "person" + i, i < 3 ? "offer" : "control", i < 1);
            }
            Teller older = new Teller(kafka, "crowds", "older");
            older.tell(0, Kind.ENTERED, ">pause", "event", Map.of("event", "Cart Updated"), NOON);
            older.tell(1, Kind.MOVED, "pick>mail", "optimized:a", Map.of("arm", "a", "holdout", false), NOON);
            older.tell(2, Kind.MOVED, "reach>mail", "channel:push", Map.of("arm", "push", "channel", "push"), NOON);
            older.tell(3, Kind.MOVED, "mail>end", "requested", Map.of("arm", "best-time", "holdout", false), NOON);
        }
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> as("viewer")
                .get("/v1/journeys/crowds/funnel?by=segment:vip&stage=step:mail&stage=goal:buys")
                .then()
                .statusCode(200)
                .body("instances", equalTo(6))
                .body("crowds.name", contains("not vip", "unknown", "vip"))
                .body("crowds.entered", contains(2, 1, 3))
                .body("crowds[2].stages.reached", contains(3, 1)));

        as("viewer")
                .get("/v1/journeys/crowds/funnel?by=arm:pick&stage=step:mail")
                .then()
                .statusCode(200)
                .body("crowds.name", contains("", "a"))
                .body("crowds.entered", contains(5, 1));
        as("viewer")
                .get("/v1/journeys/crowds/funnel?by=arm:reach&stage=step:mail")
                .then()
                .body("crowds.name", contains("", "push"));
        as("viewer")
                .get("/v1/journeys/crowds/funnel?by=arm:mail&stage=step:mail")
                .then()
                .body("crowds.name", contains("", "best-time"));
    }

    @Test
    void whoStandsAtAStepIsToldPageByPage() {
        create("stands-here");
        try (KafkaProbe kafka = new KafkaProbe(Topics.TRANSITIONS)) {
            for (int i = 0; i < 5; i++) {
                Teller teller = new Teller(kafka, "stands-here", "person" + i);
                Instant at = NOON.plusSeconds(i);
                teller.tell(0, Kind.ENTERED, ">pause", "event", Map.of(), at);
                teller.tell(
                        1,
                        Kind.WAITING,
                        "pause>",
                        "for",
                        Map.of("due", at.plusSeconds(3600).toString()),
                        at);
            }
        }
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> as("viewer")
                .get("/v1/journeys/stands-here/steps/pause/instances")
                .then()
                .statusCode(200)
                .body("items", hasSize(5))
                .body("next", nullValue()));

        String cursor = as("viewer")
                .get("/v1/journeys/stands-here/steps/pause/instances?limit=3")
                .then()
                .statusCode(200)
                .body("items.profileId[0]", equalTo(Fixture.profile("person0")))
                .body("items[0].since", equalTo("2026-11-21T12:00:00Z"))
                .body("items[0].due", equalTo("2026-11-21T13:00:00Z"))
                .body("items", hasSize(3))
                .body("next", notNullValue())
                .extract()
                .path("next");
        as("viewer")
                .queryParam("cursor", cursor)
                .get("/v1/journeys/stands-here/steps/pause/instances?limit=3")
                .then()
                .statusCode(200)
                .body("items.profileId", contains(Fixture.profile("person3"), Fixture.profile("person4")))
                .body("next", nullValue());
        as("viewer")
                .get("/v1/profiles/{id}/instances?limit=1", Fixture.profile("person0"))
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
    }

    @Test
    void aRecordThatIsNoOutcomeIsPutAwayAndStopsNothing() {
        create("goes-on-counting");
        try (KafkaProbe dead = new KafkaProbe(Topics.dead(Topics.MESSAGES))) {
            String profile = Fixture.profile("poisoned");
            dead.put(Topics.MESSAGES, profile, "{\"messageId\":".getBytes(StandardCharsets.UTF_8), NOON);
            outcome(dead, "goes-on-counting", "poisoned", MessageStatus.SENT, null);
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> !dead.of(profile).isEmpty());
        }
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> as("viewer")
                .get("/v1/journeys/goes-on-counting/report")
                .then()
                .body("total.steps[0].messages.statuses.sent", equalTo(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "report?from=yesterday, ?from",
        "report?from=2026-11-02&to=2026-11-01, ?to",
        "report?interval=hour, ?interval",
        "report?within=soon, ?within",
        "report?tests=maybe, ?tests",
        "funnel?stage=nothing, ?stage",
        "funnel?by=colour, ?by",
        "funnel?by=segment:, ?by",
        "steps/pause/instances?cursor=%25%25, ?cursor",
        "stuck?reason=bored, ?reason"
    })
    void refusesWhatItCannotAnswerAndNamesTheParameter(String path, String pointer) {
        create("refuses");
        as("viewer")
                .urlEncodingEnabled(false)
                .get("/v1/journeys/refuses/" + path)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo(pointer));
    }

    @ParameterizedTest
    @CsvSource({"report", "funnel", "steps/pause/instances", "stuck"})
    void needsAJourneyAndARole(String path) {
        as("viewer").get("/v1/journeys/nowhere/" + path).then().statusCode(404);
        as("privacy").get("/v1/journeys/nowhere/" + path).then().statusCode(403);
    }

    private static void create(String key) {
        as("editor")
                .contentType("application/json")
                .body(Fixture.cart(key, "PT1H"))
                .post("/v1/journeys")
                .then()
                .statusCode(oneOf(201, 409));
    }

    /** Enters at noon, waits an hour, draws an arm; the offer is mailed; whoever buys, does so at two and leaves. */
    private static void life(KafkaProbe kafka, String journey, String person, String arm, boolean buys) {
        String noon = NOON.toString();
        Instant one = NOON.plusSeconds(3600);
        boolean mailed = arm.equals("offer");
        Teller teller = new Teller(kafka, journey, person);
        List<String> segments = mailed ? List.of("readers", "vip") : List.of("readers");
        teller.tell(0, Kind.ENTERED, ">pause", "event", Map.of("event", "Cart Updated", "segments", segments), NOON);
        teller.tell(1, Kind.WAITING, "pause>", "for", Map.of("due", one.toString()), NOON);
        teller.tell(2, Kind.MOVED, "pause>split", "due", Map.of("since", noon), one);
        teller.tell(
                3,
                Kind.MOVED,
                "split>" + (mailed ? "mail" : "end"),
                "arm:" + arm,
                Map.of("arm", arm, "holdout", !mailed, "enteredAt", noon),
                one);
        if (mailed) {
            teller.tell(4, Kind.MOVED, "mail>end", "requested", Map.of(), one);
        }
        if (buys) {
            Instant two = NOON.plusSeconds(7200);
            teller.tell(
                    5,
                    Kind.GOAL,
                    ">",
                    "goal:buys",
                    Map.of(
                            "enteredAt",
                            noon,
                            "occurredAt",
                            two.toString(),
                            "first",
                            true,
                            "value",
                            10,
                            "currency",
                            "EUR",
                            "arms",
                            Map.of("split", arm)),
                    two);
            teller.tell(6, Kind.EXITED, "end>", "bought", Map.of("enteredAt", noon), two);
        }
    }

    /** Tells what an instance does. */
    private record Teller(KafkaProbe kafka, String journey, String person) {

        /** The way is {@code step>next}, either of which may be missing. */
        void tell(long sequence, Kind kind, String way, String reason, Map<String, Object> detail, Instant at) {
            String profile = Fixture.profile(person);
            String instance = journey + "-" + person;
            int arrow = way.indexOf('>');
            String step = arrow > 0 ? way.substring(0, arrow) : null;
            String next = arrow < way.length() - 1 ? way.substring(arrow + 1) : null;
            kafka.put(
                    Topics.TRANSITIONS,
                    profile,
                    TRANSITION.write(new Transition(
                            instance + ":" + sequence,
                            profile,
                            new JourneyRef(journey, 1, instance, step),
                            kind,
                            step == null ? null : "any",
                            next,
                            reason,
                            detail,
                            at,
                            sequence)),
                    at);
        }
    }

    private static void outcome(KafkaProbe kafka, String journey, String person, MessageStatus status, String reason) {
        String profile = Fixture.profile(person);
        kafka.put(
                Topics.MESSAGES,
                profile,
                OUTCOME.write(new MessageOutcome(
                        journey + person,
                        profile,
                        "email",
                        "t",
                        "marketing",
                        new JourneyRef(journey, 1, journey + "-" + person, "mail"),
                        status,
                        NOON,
                        reason,
                        null,
                        null,
                        null,
                        false)),
                NOON);
    }

    private static RequestSpecification as(String role) {
        return given().config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .auth()
                .oauth2(Tokens.forSubject("test-" + role, role));
    }
}
