package io.itinera.profile;

import static io.itinera.profile.Running.identify;
import static io.itinera.profile.Running.records;
import static io.itinera.profile.Running.send;
import static io.itinera.profile.Running.track;
import static io.itinera.profile.Running.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.itinera.local.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Segments on the running service: defined by API, filled from the log, kept live, counted, checked. */
@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "profile"))
class SegmentServiceTest {

    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final String user = "s-" + tag;
    private final String viewed = "Viewed " + tag;

    @Test
    void aSegmentIsFilledFromTheLogAndThenFollowsEvents() {
        send(track(viewed, user, null), track(viewed, user, null));
        eventually(() ->
                viewer().get("/v1/profiles/userId:" + user).then().body("eventCounts.'" + viewed + "'", equalTo(2)));

        put("keen-" + tag, counted(2)).statusCode(201).body("state", equalTo("backfilling"));
        ready("keen-" + tag);
        eventually(() -> viewer().get("/v1/segments/keen-" + tag + "/members")
                .then()
                .statusCode(200)
                .body("items.profileId", contains(id(user))));

        String later = "later-" + tag;
        send(track(viewed, later, null), track(viewed, later, null));
        eventually(() -> viewer().get("/v1/segments/keen-" + tag).then().body("members", equalTo(2)));
        assertThat(changes(id(user))).containsExactly(new Activity.SegmentChange("keen-" + tag, true, true));
        assertThat(changes(id(later))).containsExactly(new Activity.SegmentChange("keen-" + tag, true, false));

        given().auth()
                .oauth2(Tokens.of("operator"))
                .contentType("application/json")
                .post("/v1/segments/check?sample=500")
                .then()
                .statusCode(200)
                .body("mismatches", empty());
    }

    @Test
    void aDerivedSegmentIsRegisteredAsOftenAsOneLikes() {
        Map<String, Object> condition = Map.of("event", viewed, "within", "P7D");
        String key = Conditions.derivedKey(Conditions.parse(condition, ""), null);
        Map<String, Object> body = Map.of("name", "derived", "condition", condition, "derived", true);

        put(key, body).statusCode(201);
        put(key, body).statusCode(200);

        Map<String, Object> there =
                Map.of("name", "derived", "condition", condition, "derived", true, "zone", "Asia/Tokyo");
        put(Conditions.derivedKey(Conditions.parse(condition, ""), ZoneId.of("Asia/Tokyo")), there)
                .statusCode(201)
                .body("zone", equalTo("Asia/Tokyo"));
        put(key, there).statusCode(422).body("errors.pointer", hasItem("/derived"));
        put(key, Map.of("name", "d", "condition", condition, "derived", true, "zone", "Nowhere"))
                .statusCode(422)
                .body("errors.pointer", hasItem("/zone"));

        put("derived-0000000000000000", body).statusCode(422).body("errors.pointer", hasItem("/derived"));
    }

    @Test
    void aChangeNeedsToHaveSeenWhatItChangesAndWhatIsUsedIsNotRemoved() {
        put("gold-" + tag, trait("gold")).statusCode(201);
        put("gold-" + tag, trait("platinum")).statusCode(428);
        editor().header("If-Match", "\"7\"")
                .body(trait("platinum"))
                .put("/v1/segments/gold-" + tag)
                .then()
                .statusCode(412);
        put("user-" + tag, Map.of("name", "u", "condition", Map.of("segment", "gold-" + tag)))
                .statusCode(201);
        editor().header("If-Match", "*")
                .delete("/v1/segments/gold-" + tag)
                .then()
                .statusCode(409)
                .body("detail", containsString("user-" + tag));
    }

    @Test
    void aDefinitionThatCannotBeIsRefusedWithThePlace() {
        put("bad-" + tag, Map.of("name", "b", "condition", Map.of("all", List.of(Map.of("property", "x", "eq", 1)))))
                .statusCode(422)
                .body("type", containsString("invalid-segment"))
                .body("errors.pointer", contains("/condition/all/0/property"));
        put("bad-" + tag, Map.of("name", "b", "condition", Map.of("segment", "bad-" + tag)))
                .statusCode(422)
                .body("errors.pointer", contains("/condition"));
        put("bad-" + tag, counted(501)).statusCode(422).body("errors.pointer", contains("/condition/count"));
    }

    @Test
    void everybodyLeavesARemovedSegment() {
        send(identify(user, null, Map.of("plan", "gold-" + tag)));
        put("gone-" + tag, trait("gold-" + tag)).statusCode(201);
        ready("gone-" + tag);
        eventually(() -> viewer().get("/v1/segments/gone-" + tag).then().body("members", equalTo(1)));

        editor().header("If-Match", "*")
                .delete("/v1/segments/gone-" + tag)
                .then()
                .statusCode(204);

        viewer().get("/v1/segments/gone-" + tag).then().statusCode(404);
        eventually(
                () -> assertThat(changes(id(user))).contains(new Activity.SegmentChange("gone-" + tag, false, true)));
    }

    @Test
    void whatWasCountedIsToldAsOfATime() {
        Instant before = Instant.now().minusSeconds(1);
        send(track(viewed, user, null), track(viewed, user, null), track("Other", user, null));
        Map<String, Object> condition = Map.of("event", viewed, "count", 3, "within", "P7D");
        Map<String, Object> where =
                Map.of("event", viewed, "within", "P7D", "where", Map.of("property", "sku", "eq", "none"));
        Instant now = Instant.now();
        eventually(() -> editor().body(Map.of(
                        "questions",
                        List.of(
                                Map.of("condition", condition, "at", now.toString(), "zone", "Europe/Berlin"),
                                Map.of("condition", condition, "at", before.toString()),
                                Map.of(
                                        "condition",
                                        condition,
                                        "at",
                                        now.plus(Duration.ofDays(20)).toString()),
                                Map.of("condition", where, "at", now.toString()))))
                .post("/v1/profiles/" + id(user) + "/counts")
                .then()
                .statusCode(200)
                .body("counts.count", contains(2, 0, 0, 0))
                .body("counts[0].last", notNullValue())
                .body("counts[1].last", nullValue())
                .body("counts[2].last", notNullValue())
                .body("counts[3].last", nullValue()));

        editor().body(Map.of("questions", List.of(Map.of("condition", Map.of("segment", "x"), "at", now.toString()))))
                .post("/v1/profiles/" + id(user) + "/counts")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/questions/0/condition"));
    }

    @Test
    void aPreviewSaysHowManyAndWho() {
        send(identify(user, null, Map.of("city", "Jena " + tag)));
        eventually(() -> editor().body(Map.of("condition", Map.of("trait", "city", "eq", "Jena " + tag)))
                .post("/v1/segments/preview")
                .then()
                .statusCode(200)
                .body("matched", equalTo(1))
                .body("sample", contains(id(user))));
    }

    private Map<String, Object> counted(int times) {
        return Map.of("name", "keen", "condition", Map.of("event", viewed, "count", times, "within", "P7D"));
    }

    private static Map<String, Object> trait(String plan) {
        return Map.of("name", "plan", "condition", Map.of("trait", "plan", "eq", plan));
    }

    private static ValidatableResponse put(String key, Map<String, Object> body) {
        return editor().body(body).put("/v1/segments/" + key).then();
    }

    private static RequestSpecification editor() {
        return given().auth().oauth2(Tokens.of("editor")).contentType("application/json");
    }

    private static void ready(String key) {
        eventually(() -> viewer().get("/v1/segments/" + key).then().body("state", equalTo("ready")));
    }

    private static List<Activity.SegmentChange> changes(String profileId) {
        return records(Topics.ACTIVITY, profileId).stream()
                .map(record -> JsonSerde.of(Activity.class).read(record.value()))
                .flatMap(entry -> entry.segmentChanges().stream())
                .toList();
    }

    private static String id(String userId) {
        return new Identifier(Identifier.Kind.USER, userId).derivedProfileId();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(assertion);
    }
}
