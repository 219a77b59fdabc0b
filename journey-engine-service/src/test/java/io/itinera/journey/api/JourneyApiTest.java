package io.itinera.journey.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Wire;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.local.testing.Tokens;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@JourneyServiceTest
class JourneyApiTest {

    private static final RestAssuredConfig YAML = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs("application/yaml", ContentType.TEXT));

    @Test
    void createsADraftWithAnEntityTag() {
        created("made", Fixture.cart("made", "PT1H"))
                .then()
                .header("Location", containsString("/v1/journeys/made"))
                .header("ETag", equalTo("\"1\""))
                .body("state", equalTo("draft"))
                .body("currentVersion", equalTo(0))
                .body("draft.steps.pause.for", equalTo("PT1H"));
    }

    @Test
    void refusesAKeyThatIsTaken() {
        created("taken", Fixture.cart("taken", "PT1H"));

        as("editor")
                .body(Fixture.cart("taken", "PT1H"))
                .post("/v1/journeys")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/journey-exists"));
    }

    @Test
    void namesThePlacesThatAreWrong() {
        as("editor")
                .body(Fixture.cart("wrong", "PT1H").replace("\"next\": \"mail\"", "\"next\": \"nowhere\""))
                .post("/v1/journeys")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-journey"))
                .body("errors.pointer", hasItem("/steps/pause/next"));
    }

    @Test
    void checksWithoutSaving() {
        as("viewer")
                .body("{\"key\": \"Bad Key\"}")
                .post("/v1/journeys/check")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("findings.pointer", hasItem("/key"))
                .body("findings.severity", hasItem("error"));
        as("viewer").get("/v1/journeys/Bad Key").then().statusCode(404);
    }

    @Test
    void speaksYamlAsWellAsJson() throws Exception {
        JsonNode definition = Wire.JSON.readTree(Fixture.cart("in-yaml", "PT1H"));
        String yaml = new YAMLMapper().writeValueAsString(definition);

        as("editor")
                .config(YAML)
                .contentType("application/yaml")
                .accept("application/yaml")
                .body(yaml)
                .post("/v1/journeys")
                .then()
                .statusCode(201)
                .contentType("application/yaml");

        String back = as("viewer")
                .accept("application/yaml")
                .get("/v1/journeys/in-yaml/draft")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .extract()
                .asString();
        assertThat(new YAMLMapper().readTree(back)).isEqualTo(definition);
        assertThat(back.indexOf("pause:")).isLessThan(back.indexOf("mail:"));
        as("viewer").get("/v1/journeys/in-yaml/draft").then().statusCode(200).body("key", equalTo("in-yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a: [1|application/yaml", "{\"a\":|application/json", "{\"a\":1,\"a\":2}|application/json"})
    void refusesABodyThatCannotBeRead(String body, String type) {
        as("editor")
                .config(YAML)
                .contentType(type)
                .body(body)
                .post("/v1/journeys")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void changesNothingWithoutHavingSeenIt() {
        created("seen", Fixture.cart("seen", "PT1H"));

        as("editor")
                .body(Fixture.cart("seen", "PT2H"))
                .put("/v1/journeys/seen/draft")
                .then()
                .statusCode(428);
        as("editor")
                .header("If-Match", "\"7\"")
                .body(Fixture.cart("seen", "PT2H"))
                .put("/v1/journeys/seen/draft")
                .then()
                .statusCode(412);
        as("editor")
                .header("If-Match", "\"1\"")
                .body(Fixture.cart("seen", "PT2H"))
                .put("/v1/journeys/seen/draft")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"2\""))
                .body("draft.steps.pause.for", equalTo("PT2H"));
        as("editor")
                .header("If-Match", "\"2\"")
                .body(Fixture.cart("other", "PT2H"))
                .put("/v1/journeys/seen/draft")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/key"));
    }

    @Test
    void publishesImmutableVersionsThroughToKafka() {
        created("published", Fixture.cart("published", "PT1H"));
        act("publish", "published", "\"1\"", null).then().statusCode(200).body("currentVersion", equalTo(1));
        as("editor")
                .header("If-Match", "\"2\"")
                .body(Fixture.cart("published", "PT2H"))
                .put("/v1/journeys/published/draft")
                .then()
                .statusCode(200);
        act("publish", "published", "\"3\"", null).then().statusCode(200).body("currentVersion", equalTo(2));
        // At once, but where another thread is just at it: then the answer does not wait.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> as("viewer").get("/v1/journeys/published").then().body("announced", equalTo(true)));

        as("viewer")
                .get("/v1/journeys/published/versions")
                .then()
                .body("version", contains(1, 2))
                .body("current", contains(false, true));
        as("viewer").get("/v1/journeys/published/versions/1").then().body("steps.pause.for", equalTo("PT1H"));
        as("viewer").get("/v1/journeys/published/versions/3").then().statusCode(404);
        try (KafkaProbe journeys = new KafkaProbe(Topics.JOURNEYS)) {
            Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(
                            journeys.of("published", JsonSerde.of(PublishedJourney.class))
                                    .getLast())
                    .satisfies(j -> {
                        assertThat(j.current()).isEqualTo(2);
                        assertThat(j.versions())
                                .extracting(PublishedJourney.Version::version)
                                .containsExactly(1, 2);
                    }));
        }
        as("viewer")
                .get("/v1/journeys/published/audit")
                .then()
                .body("items.action", contains("published", "edited", "published", "created"))
                .body("items.actor", hasItem("test-approver"));
    }

    @Test
    void makesNoNewVersionOfAnUnchangedDraft() {
        created("unchanged", Fixture.cart("unchanged", "PT1H"));
        act("publish", "unchanged", "\"1\"", null).then().statusCode(200);

        act("publish", "unchanged", "\"2\"", null)
                .then()
                .statusCode(200)
                .body("currentVersion", equalTo(1))
                .header("ETag", equalTo("\"2\""));
    }

    @Test
    void goesThroughItsLife() {
        created("lives", Fixture.cart("lives", "PT1H"));
        act("pause", "lives", "\"1\"", "hold").then().statusCode(409).body("type", equalTo("/problems/journey-state"));
        act("publish", "lives", "\"1\"", null).then().body("state", equalTo("live"));
        act("pause", "lives", "\"2\"", "softly").then().statusCode(422).body("errors[0].pointer", equalTo("/mode"));
        act("pause", "lives", "\"2\"", "hold").then().body("state", equalTo("held"));
        act("resume", "lives", "\"3\"", null).then().body("state", equalTo("live"));
        act("pause", "lives", "\"4\"", "drain").then().body("state", equalTo("draining"));
        act("archive", "lives", "\"5\"", null).then().body("state", equalTo("archived"));
        act("resume", "lives", "\"6\"", null).then().statusCode(409);
        act("publish", "lives", "*", null).then().statusCode(409);
    }

    @Test
    void listsPageByPage() {
        created("page-a", Fixture.cart("page-a", "PT1H"));
        created("page-b", Fixture.cart("page-b", "PT1H"));

        String cursor = as("viewer")
                .queryParam("limit", 1)
                .get("/v1/journeys")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("next", notNullValue())
                .extract()
                .path("next");
        as("viewer")
                .queryParam("limit", 200)
                .queryParam("cursor", cursor)
                .get("/v1/journeys")
                .then()
                .statusCode(200)
                .body("next", nullValue());
        as("viewer").queryParam("cursor", "%%").get("/v1/journeys").then().statusCode(422);
        as("viewer").queryParam("limit", 0).get("/v1/journeys").then().statusCode(422);
        as("viewer").queryParam("state", "asleep").get("/v1/journeys").then().statusCode(422);
    }

    @Test
    void servesTheSchemaOfTheLanguage() {
        as("viewer")
                .accept("application/schema+json")
                .get("/v1/journeys/schema")
                .then()
                .statusCode(200)
                .contentType("application/schema+json")
                .body(containsString("\"$schema\""));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/journeys, viewer",
        "PUT, /v1/journeys/x/draft, approver",
        "POST, /v1/journeys/x/publish, editor",
        "POST, /v1/journeys/x/archive, editor",
        "GET, /v1/journeys/x/counts, privacy"
    })
    void lacksTheRole(String method, String path, String role) {
        as(role).body("{}").request(method, path).then().statusCode(403).contentType("application/problem+json");
    }

    @Test
    void needsAToken() {
        given().get("/v1/journeys").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.expired("viewer"))
                .get("/v1/journeys")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(Tokens.forged("viewer"))
                .get("/v1/journeys")
                .then()
                .statusCode(401);
    }

    @Test
    void isReadyWhileTheEngineRuns() {
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'engine' }.data.state", equalTo("RUNNING")));
        given().get("/q/metrics").then().statusCode(200).body(containsString("itinera_timer_lateness"));
    }

    private static Response created(String key, String definition) {
        Response response = as("editor").body(definition).post("/v1/journeys");
        response.then().statusCode(201).body("key", equalTo(key));
        return response;
    }

    private static Response act(String action, String key, String ifMatch, String mode) {
        return as("approver")
                .header("If-Match", ifMatch)
                .body(mode == null ? "{}" : "{\"mode\": \"%s\"}".formatted(mode))
                .post("/v1/journeys/{key}/{action}", key, action);
    }

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.forSubject("test-" + role, role)).contentType("application/json");
    }
}
