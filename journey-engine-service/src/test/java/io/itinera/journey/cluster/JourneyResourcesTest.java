package io.itinera.journey.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.Api;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.exchange.YamlForm;
import io.itinera.problems.ProblemException;
import io.quarkus.test.common.WithTestResource;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is applied to the cluster becomes drafts and versions. */
@JourneyServiceTest
@WithTestResource(KubernetesApi.class)
class JourneyResourcesTest {

    private static final String PUBLISH = "\"publish\": true";

    @Inject
    DataSource database;

    @Inject
    Standings standings;

    @Inject
    Actions actions;

    @Test
    void whatIsAppliedBecomesADraftInTheResourcesName() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-draft", "PT1H"), "\"note\": \"first\""));

        JsonNode status = Kubectl.await("k-draft", "DraftSaved");
        assertThat(status.at("/conditions/0/status").asText()).isEqualTo("True");
        assertThat(status.path("state").asText()).isEqualTo("draft");
        assertThat(status.path("version").asInt()).isZero();
        engine("/k-draft").body("state", equalTo("draft"));
        engine("/k-draft/audit")
                .body("items.action", contains("imported"))
                .body("items.actor", contains("kubernetes:shop/k-draft"))
                .body("items.note", contains("first"));
    }

    @Test
    void whatAsksToBePublishedGoesLiveAndAChangeIsTheNextVersion() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-live", "PT1H"), PUBLISH));
        assertThat(Kubectl.await("k-live", "Published").path("version").asInt()).isEqualTo(1);

        Kubectl.apply(Kubectl.journey(Fixture.cart("k-live", "PT2H"), PUBLISH));
        JsonNode status = Kubectl.await("k-live", "Published");
        assertThat(status.path("version").asInt()).isEqualTo(2);
        assertThat(status.path("state").asText()).isEqualTo("live");
        engine("/k-live/versions/2").body("steps.pause.for", equalTo("PT2H"));
        assertThat(status.path("revision").asLong())
                .isEqualTo(engine("/k-live").extract().jsonPath().getLong("revision"));
    }

    @Test
    void aDraftIsPublishedOnceTheResourceAsksForIt() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-later", "PT1H")));
        Kubectl.await("k-later", "DraftSaved");

        Kubectl.patch("k-later", "{\"publish\": true}");
        assertThat(Kubectl.await("k-later", "Published").path("version").asInt())
                .isEqualTo(1);
        engine("/k-later/audit").body("items.action", contains("published", "imported"));
    }

    @Test
    void whatIsWrongStandsInTheStatusWithItsPlaceAndNothingChanges() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-wrong", "PT1H"), PUBLISH));
        Kubectl.await("k-wrong", "Published");

        Kubectl.apply(Kubectl.journey(
                Fixture.cart("k-wrong", "soon"),
                PUBLISH,
                "\"scenarios\": {\"one\": {\"evnts\": [], \"expect\": {\"entries\": 0}}}"));
        JsonNode status = Kubectl.await("k-wrong", "Invalid");
        assertThat(status.at("/conditions/0/status").asText()).isEqualTo("False");
        assertThat(Kubectl.pointers(status)).contains("/spec/definition/steps/pause/for", "/spec/scenarios/one/evnts");
        assertThat(status.path("version").asInt()).isEqualTo(1);
        engine("/k-wrong/draft").body("steps.pause.for", equalTo("PT1H"));

        Kubectl.apply(Kubectl.journey(Fixture.cart("k-wrong", "PT3H"), PUBLISH));
        assertThat(Kubectl.pointers(Kubectl.await("k-wrong", "Published"))).isEmpty();
    }

    @Test
    void aScenarioThatFailsKeepsTheDraftFromBeingPublished() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-tested", "PT1H"), PUBLISH, scenarios("k-tested", "end")));
        JsonNode status = Kubectl.await("k-tested", "ScenariosFailed");
        assertThat(Kubectl.pointers(status)).containsExactly("/spec/scenarios/bought/expect/path");
        engine("/k-tested").body("state", equalTo("draft"));

        Kubectl.apply(Kubectl.journey(Fixture.cart("k-tested", "PT1H"), PUBLISH, scenarios("k-tested", "pause")));
        Kubectl.await("k-tested", "Published");
        engine("/k-tested/audit")
                .body("items.action", contains("published", "scenarios-replaced", "scenarios-replaced", "imported"));
    }

    @Test
    void whatWasChangedElsewhereIsReportedAndLeftUnlessTheResourceSaysOtherwise() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-drift", "PT1H"), PUBLISH));
        Kubectl.await("k-drift", "Published");

        Api.as("editor")
                .header("If-Match", "*")
                .body(Fixture.cart("k-drift", "PT5H"))
                .put("/v1/journeys/k-drift/draft")
                .then()
                .statusCode(200);
        Kubectl.await("k-drift", "Drifted");
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-drift", "PT2H"), PUBLISH));
        assertThat(Kubectl.await("k-drift", "Drifted").path("version").asInt()).isEqualTo(1);
        engine("/k-drift/draft").body("steps.pause.for", equalTo("PT5H"));

        Kubectl.patch("k-drift", "{\"onDrift\": \"Overwrite\"}");
        assertThat(Kubectl.await("k-drift", "Published").path("version").asInt())
                .isEqualTo(2);
        engine("/k-drift/draft").body("steps.pause.for", equalTo("PT2H"));
    }

    @Test
    void anEditSinceTheJourneyWasLookedAtIsNotWrittenOver() {
        Api.as("editor")
                .body(Fixture.cart("k-raced", "PT1H"))
                .post("/v1/journeys")
                .then()
                .statusCode(201);
        JourneyResource resource = JourneyResource.of(YamlForm.readAll(Kubectl.journey(Fixture.cart("k-raced", "PT2H")))
                .getFirst());
        Standing seen = standings.of("k-raced");
        Api.as("editor")
                .header("If-Match", "*")
                .body(Fixture.cart("k-raced", "PT5H"))
                .put("/v1/journeys/k-raced/draft")
                .then()
                .statusCode(200);

        assertThatThrownBy(() -> actions.bringIn(resource, seen, List.of(resource.definition())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("revision 2");
        engine("/k-raced/draft").body("steps.pause.for", equalTo("PT5H"));
    }

    @Test
    void aVersionThatAnOperatorTookBackIsNotPublishedAgain() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-back", "PT1H"), PUBLISH));
        Kubectl.await("k-back", "Published");
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-back", "PT2H"), PUBLISH));
        Kubectl.await("k-back", "Published");

        Api.as("operator")
                .header("If-Match", "*")
                .post("/v1/journeys/k-back/versions/1/publish")
                .then()
                .statusCode(200);
        Kubectl.await("k-back", "Drifted");
        engine("/k-back/versions/3").body("steps.pause.for", equalTo("PT1H"));
        engine("/k-back").body("currentVersion", equalTo(3));
    }

    @Test
    void aJourneyThatWasThereIsTakenOverWhereItSaysTheSameAndLeftWhereItDoesNot() {
        Api.publish(Fixture.cart("k-same", "PT1H"));
        Api.publish(Fixture.cart("k-other", "PT1H"));

        Kubectl.apply(Kubectl.journey(Fixture.cart("k-same", "PT1H"), PUBLISH));
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-other", "PT2H"), PUBLISH));
        assertThat(Kubectl.await("k-same", "Published").path("version").asInt()).isEqualTo(1);
        Kubectl.await("k-other", "Drifted");
        engine("/k-same/audit").body("items.action", contains("published", "created"));
        engine("/k-other/draft").body("steps.pause.for", equalTo("PT1H"));

        Kubectl.apply(Kubectl.journey(Fixture.cart("k-same", "PT2H"), PUBLISH));
        assertThat(Kubectl.await("k-same", "Published").path("version").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsAsItShouldBeIsLeftAloneHoweverOftenItIsLookedAt() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-quiet", "PT1H"), PUBLISH));
        String before = Kubectl.await("k-quiet", "Published").toString();
        String revision = engine("/k-quiet").extract().header("ETag");
        long written = Kubectl.stage("count");

        // As after a restart: nothing is known, and all are listed anew.
        Kubectl.stage("forget");
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-quiet-2", "PT1H")));
        Kubectl.await("k-quiet-2", "DraftSaved");
        Kubectl.stage("forget");
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-quiet-2", "PT2H")));
        Kubectl.await("k-quiet-2", "DraftSaved");

        assertThat(Kubectl.stage("count")).as("once for each that was applied").isEqualTo(written + 2);
        assertThat(Kubectl.get("k-quiet").path("status")).hasToString(before);
        assertThat(engine("/k-quiet").extract().header("ETag")).isEqualTo(revision);
        engine("/k-quiet/audit").body("items.action", contains("published", "imported"));
    }

    @Test
    void theEngineIsReadyWhileTheApiServerIsAwayAndGoesOnAfterwards() {
        awaitMetric("itinera_journey_resources_watched", "1");
        Kubectl.stage("away");
        try {
            awaitMetric("itinera_journey_resources_watched", "0");
            Api.as("viewer").get("/q/health/ready").then().statusCode(200);
        } finally {
            Kubectl.stage("back");
        }

        Kubectl.apply(Kubectl.journey(Fixture.cart("k-away", "PT1H"), PUBLISH));
        Kubectl.await("k-away", "Published");
        awaitMetric("itinera_journey_resources_watched", "1");
    }

    @Test
    void aTokenThatWasRotatedIsReadAnew() {
        Kubectl.stage("rotate");

        Kubectl.apply(Kubectl.journey(Fixture.cart("k-rotated", "PT1H")));
        Kubectl.await("k-rotated", "DraftSaved");
        // The watch, too, begins again with the new one.
        Kubectl.stage("forget");
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-rotated", "PT2H"), PUBLISH));
        Kubectl.await("k-rotated", "Published");
    }

    @Test
    void onlyOnePodActsOnAResource() throws SQLException {
        try (Connection other = database.getConnection()) {
            other.setAutoCommit(false);
            try (Statement take = other.createStatement()) {
                take.execute("select pg_advisory_xact_lock(hashtext('itinera.journey.cluster'), hashtext('k-turn'))");
            }
            Kubectl.apply(Kubectl.journey(Fixture.cart("k-turn", "PT1H")));
            Kubectl.apply(Kubectl.journey(Fixture.cart("k-turn-2", "PT1H")));
            Kubectl.await("k-turn-2", "DraftSaved");
            assertThat(Kubectl.get("k-turn").has("status")).isFalse();
            Api.as("viewer").get("/v1/journeys/k-turn").then().statusCode(404);
            other.rollback();
        }

        Kubectl.await("k-turn", "DraftSaved");
        engine("/k-turn/audit").body("items.action", contains("imported"));
    }

    @Test
    void aResourceThatIsDeletedLeavesItsJourneyUnlessItSaysOtherwise() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-kept", "PT1H"), PUBLISH));
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-drained", "PT1H"), PUBLISH, "\"onDelete\": \"Drain\""));
        Kubectl.apply(Kubectl.journey(Fixture.cart("k-ended", "PT1H"), PUBLISH, "\"onDelete\": \"Archive\""));
        for (String name : new String[] {"k-kept", "k-drained", "k-ended"}) {
            Kubectl.await(name, "Published");
        }
        assertThat(Kubectl.get("k-kept").at("/metadata/finalizers").isEmpty()).isTrue();
        for (String name : new String[] {"k-kept", "k-drained", "k-ended"}) {
            Kubectl.delete(name);
            Kubectl.awaitGone(name);
        }

        engine("/k-kept").body("state", equalTo("live"));
        engine("/k-drained").body("state", equalTo("draining"));
        engine("/k-ended").body("state", equalTo("archived"));
        engine("/k-drained/audit").body("items.actor", hasItem("kubernetes:shop/k-drained"));
    }

    @Test
    void whatTheApiServerMakesOfJsonIsNoChange() {
        String cart = Fixture.cart("k-form", "PT1H");
        String half = cart.replace("\"reentry\"", "\"rollout\": {\"percent\": 50.0}, \"reentry\"");
        Api.as("editor").body(half).post("/v1/journeys").then().statusCode(201);

        Kubectl.apply(Kubectl.journey(half));
        Kubectl.await("k-form", "DraftSaved");
        engine("/k-form/audit").body("items.action", contains("created"));
    }

    private static String scenarios(String key, String end) {
        String path = end.equals("pause") ? "[\"pause\"]" : "[\"pause\", \"mail\", \"end\"]";
        return "\"scenarios\": {\"bought\": {\"events\": [{\"event\": \"%s\"}, {\"after\": \"PT20M\", \"event\": \"Order Completed\"}], \"expect\": {\"path\": %s}}}"
                .formatted(Fixture.trigger(key), path);
    }

    private static void awaitMetric(String name, String value) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> Api.as("viewer")
                .accept("*/*")
                .get("/q/metrics")
                .then()
                .body(matchesPattern("(?s).*%s(\\{[^}]*})? %s.*".formatted(name, value))));
    }

    private static ValidatableResponse engine(String path) {
        return Api.as("viewer").get("/v1/journeys" + path).then().statusCode(200);
    }
}
