package io.itinera.journey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Those inside and new versions, shares, differences, collisions and files, over HTTP and through the running engine. */
@JourneyServiceTest
class GovernanceApiTest {

    private static final Caller ADA = new Caller("ada", "editor", "approver", "operator", "viewer");
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);

    @Test
    void leadsThoseInsideToTheNewVersionAndBack() {
        String profile = Fixture.profile("migrated");
        ADA.creates(Fixture.cart("migrates", "P3D")).then().statusCode(201);
        ADA.posts("migrates", "publish", "").then().statusCode(200);
        try (KafkaProbe probe = new KafkaProbe(Topics.TRANSITIONS)) {
            put(probe, profile, "migrates");
            stands(profile, "pause", 1);

            ADA.edits("migrates", renamed("migrates")).then().statusCode(200);
            ADA.asks()
                    .body(
                            "{\"instances\": {\"mode\": \"migrate\", \"steps\": {\"pause\": \"nowhere\", \"mail\": null}}}")
                    .post("/v1/journeys/migrates/publish/preview")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", hasItem("/instances/steps/pause"));
            String plan =
                    "{\"instances\": {\"mode\": \"migrate\", \"steps\": {\"pause\": \"rest\"}}, \"note\": \"calmer\"}";
            ADA.asks()
                    .body(plan)
                    .post("/v1/journeys/migrates/publish/preview")
                    .then()
                    .statusCode(200)
                    .body("totals.keeps", equalTo(1))
                    .body("positions[0].step", equalTo("pause"))
                    .body("positions[0].to", equalTo("rest"))
                    .body("positions[0].sample", hasSize(1));
            ADA.asks()
                    .body("{\"instances\": {\"mode\": \"migrate\"}}")
                    .post("/v1/journeys/migrates/publish/preview")
                    .then()
                    .body("totals.leaves", equalTo(1))
                    .body("positions[0].why", equalTo("no-such-step"));
            ADA.posts("migrates", "publish", plan).then().statusCode(200).body("currentVersion", equalTo(2));
            stands(profile, "rest", 2);

            ADA.posts("migrates", "migrations/1/undo", "{\"note\": \"not yet\"}")
                    .then()
                    .statusCode(201);
            stands(profile, "pause", 1);
            ADA.posts("migrates", "migrations/1/undo", "").then().statusCode(409);
            ADA.posts(
                            "migrates",
                            "migrations",
                            "{\"instances\": {\"mode\": \"migrate\", \"steps\": {\"pause\": null}}}")
                    .then()
                    .statusCode(201)
                    .body("number", equalTo(3));
            Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(
                            probe.of(profile, TRANSITION))
                    .extracting(t -> t.kind().wire() + " " + t.reason())
                    .containsSubsequence(
                            "migrated version:2",
                            "waiting kept",
                            "migrated version:1",
                            "waiting kept",
                            "exited migrated"));
        }
    }

    @Test
    void pausesPassOrCatchUpWhatCameDueAndTellTheEngineWhen() {
        String profile = Fixture.profile("skipped");
        ADA.creates(Fixture.cart("skips", "PT1S")).then().statusCode(201);
        ADA.posts("skips", "publish", "");
        try (KafkaProbe sends = new KafkaProbe(Topics.SENDS);
                KafkaProbe transitions = new KafkaProbe(Topics.TRANSITIONS)) {
            ADA.posts("skips", "pause", "{\"mode\": \"drain\"}");
            ADA.posts("skips", "resume", "{\"waits\": \"sometimes\"}")
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/waits"));
            ADA.posts("skips", "resume", "");
            put(transitions, profile, "skips");
            ADA.posts("skips", "pause", "{\"mode\": \"hold\", \"note\": \"provider is down\"}")
                    .then()
                    .body("state", equalTo("held"));
            Instant overdue = Instant.now().plusSeconds(2);
            Awaitility.await().until(() -> Instant.now().isAfter(overdue));
            assertThat(sends.of(profile)).isEmpty();

            ADA.posts("skips", "resume", "{\"waits\": \"skip\"}").then().statusCode(200);
            Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(
                            transitions.of(profile, TRANSITION))
                    .extracting(Transition::reason)
                    .contains("skipped", "completed"));
            assertThat(sends.of(profile)).isEmpty();
        }
    }

    @Test
    void changesTheShareOfALiveVersionWithoutANewOne() {
        ADA.creates(Fixture.cart("ramps", "PT1H"));
        ADA.asks()
                .header("If-Match", ADA.tag("ramps"))
                .body("{\"percent\": 5}")
                .patch("/v1/journeys/ramps/rollout")
                .then()
                .statusCode(409);
        ADA.posts("ramps", "publish", "");
        share("ramps", "{\"percent\": 110}").then().statusCode(422).body("errors[0].pointer", equalTo("/percent"));
        share("ramps", "{\"percent\": 5, \"note\": \"carefully\"}")
                .then()
                .statusCode(200)
                .body("percent", equalTo(5.0f));
        share("ramps", "{\"percent\": 50, \"from\": \"2099-01-01T00:00:00Z\"}")
                .then()
                .body("percent", equalTo(5.0f))
                .body("changes", hasSize(2));
        share("ramps", "{\"percent\": 0}")
                .then()
                .body("percent", equalTo(0.0f))
                .body("changes.percent", contains(5.0f, 0.0f));

        ADA.gets("/v1/journeys/ramps/rollout")
                .then()
                .body("published", equalTo(100.0f))
                .body("version", equalTo(1));
        ADA.gets("/v1/journeys/ramps/audit").then().body("items[2].note", equalTo("carefully"));
        ADA.gets("/v1/journeys/ramps").then().body("currentVersion", equalTo(1));
    }

    @Test
    void tellsWhatADraftChangesAndBringsAnOldVersionBack() {
        ADA.creates(Fixture.cart("differs", "PT1H"));
        ADA.posts("differs", "publish", "");
        ADA.edits("differs", Fixture.cart("differs", "PT2H"));

        ADA.gets("/v1/journeys/differs/diff")
                .then()
                .statusCode(200)
                .body("journey", hasSize(0))
                .body("steps.words", contains("pause: for is 'PT2H' instead of 'PT1H'"))
                .body("steps[0].fields[0].pointer", equalTo("/for"));
        ADA.gets("/v1/journeys/differs/diff?from=soon")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?from"));
        ADA.gets("/v1/journeys/differs/diff?from=9").then().statusCode(404);
        ADA.posts("differs", "publish", "{\"note\": \"slower\"}");
        ADA.posts("differs", "versions/1/restore", "{\"note\": \"was better\"}")
                .then()
                .statusCode(200)
                .body("draft.steps.pause.for", equalTo("PT1H"));
        ADA.posts("differs", "publish", "").then().body("currentVersion", equalTo(3));
        ADA.gets("/v1/journeys/differs/diff?from=1&to=3")
                .then()
                .body("steps", hasSize(0))
                .body("journey", hasSize(0));
    }

    @Test
    void showsWhichJourneysMeetAndWhoIsInSeveral() {
        String profile = Fixture.profile("crowded");
        String rival = offering("rival", "summer-10").replace(Fixture.trigger("rival"), Fixture.trigger("meets"));
        ADA.creates(offering("meets", "spring-20"));
        ADA.posts("meets", "publish", "");
        ADA.creates(rival);
        ADA.gets("/v1/journeys/rival/collisions")
                .then()
                .statusCode(200)
                .body("find { it.other == 'meets' }.outcome", equalTo("both-run"))
                .body("find { it.other == 'meets' }.offers.are", equalTo("different"));
        ADA.asks()
                .body(rival)
                .post("/v1/journeys/check")
                .then()
                .body("findings.find { it.code == 'conflicting-offers' }.pointer", equalTo("/steps/mail/offer"));
        ADA.posts("rival", "publish", "");
        try (KafkaProbe probe = new KafkaProbe(Topics.TRANSITIONS)) {
            put(probe, profile, "meets");
        }

        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> ADA.gets(
                        "/v1/governance/collisions?offers=different&limit=1000")
                .then()
                .body("items.find { it.journey == 'meets' && it.other == 'rival' }.people", equalTo(1))
                .body(
                        "items.find { it.journey == 'meets' && it.other == 'rival' }.offers.other",
                        contains("summer-10")));
        ADA.gets("/v1/governance/collisions?offers=same&limit=1000")
                .then()
                .body("items.find { it.journey == 'meets' }", nullValue());
        ADA.gets("/v1/governance/collisions?offers=good")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?offers"));
        ADA.gets("/v1/governance/overlaps?limit=1000")
                .then()
                .body("items.find { it.profileId == '" + profile + "' }.journeys", contains("meets", "rival"));
        ADA.gets("/v1/governance/conflicts?days=7").then().statusCode(200);
        ADA.gets("/v1/governance/orphans").then().body("$", hasItem("meets"));
    }

    @Test
    void exportsAllJourneysAndImportsThemByteForByte() {
        ADA.creates(Fixture.cart("filed", "PT1H"));
        String file = export();
        assertThat(file).contains("key: filed\n");

        bringIn(file, true).then().statusCode(200).body("find { it.key == 'filed' }.action", equalTo("unchanged"));
        bringIn(file, false).then().statusCode(200);
        assertThat(export()).isEqualTo(file);

        String edited = "---\n" + Fixture.cart("filed", "PT3H").strip()
                + "\n---\nkey: fresh\nentry:\n  on: {event: Began}\nstart: end\nsteps:\n  end: {type: exit}\n";
        bringIn(edited, true)
                .then()
                .body("action", contains("edit", "create"))
                .body("[0].diff.steps.step", contains("pause"))
                .body("[1].diff", nullValue());
        ADA.gets("/v1/journeys/fresh").then().statusCode(404);
        bringIn(edited + "---\nkey: broken\n", false)
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem(containsString("/2/")));
        ADA.gets("/v1/journeys/fresh").then().statusCode(404);
        bringIn(edited, false).then().statusCode(200);
        ADA.gets("/v1/journeys/fresh").then().statusCode(200).body("state", equalTo("draft"));
        ADA.gets("/v1/journeys/filed/audit").then().body("items.action", contains("imported", "created"));
        bringIn("", false).then().statusCode(400);
    }

    private static String export() {
        return ADA.asks()
                .accept("application/yaml")
                .get("/v1/catalogue")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Response bringIn(String yaml, boolean dryRun) {
        return ADA.asks()
                .contentType("text/plain")
                .body(yaml)
                .queryParam("dryRun", dryRun)
                .post("/v1/catalogue");
    }

    private static Response share(String key, String body) {
        return ADA.asks().header("If-Match", ADA.tag(key)).body(body).patch("/v1/journeys/" + key + "/rollout");
    }

    private static void put(KafkaProbe probe, String profile, String key) {
        Instant now = Instant.now();
        probe.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger(key), now)), now);
    }

    private static void stands(String profile, String step, int version) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            List<Object> steps = ADA.gets("/v1/profiles/" + profile + "/instances")
                    .jsonPath()
                    .getList("items.step");
            List<Object> versions = ADA.gets("/v1/profiles/" + profile + "/instances")
                    .jsonPath()
                    .getList("items.version");
            assertThat(steps).containsExactly(step);
            assertThat(versions).containsExactly(version);
        });
    }

    private static String offering(String key, String offer) {
        return Fixture.cart(key, "P1D").replace("\"purpose\"", "\"offer\": \"" + offer + "\", \"purpose\"");
    }

    private static String renamed(String key) {
        return Fixture.cart(key, "P3D").replace("\"pause\"", "\"rest\"");
    }
}
