package io.itinera.profile;

import static io.itinera.profile.Running.identify;
import static io.itinera.profile.Running.raw;
import static io.itinera.profile.Running.records;
import static io.itinera.profile.Running.send;
import static io.itinera.profile.Running.track;
import static io.itinera.profile.Running.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.contracts.Activity;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.itinera.local.testing.Tokens;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "profile"))
class ProfileServiceTest {

    private final String user = "u-" + UUID.randomUUID();
    private final String device = "d-" + UUID.randomUUID();

    @Test
    void anEventBecomesActivityAndAProfileThatCanBeLookedUpByAnyIdentifier() {
        send(identify(user, device, Map.of("email", user + "@example.com", "visits", 3)), track("Bought", user, null));

        eventually(() -> viewer().get("/v1/profiles/userId:" + user)
                .then()
                .statusCode(200)
                .body("id", equalTo(derived("userId:" + user)))
                .body("identifiers", contains("userId:" + user, "anonymousId:" + device))
                .body("traits.visits", equalTo(3))
                .body("eventCounts.Bought", equalTo(1)));
        viewer().get("/v1/profiles/anonymousId:" + device)
                .then()
                .statusCode(200)
                .body("traits.visits", equalTo(3));
        viewer().get("/v1/profiles/" + derived("userId:" + user)).then().statusCode(200);
        assertThat(causes(derived("userId:" + user)))
                .filteredOn(Activity.Tracked.class::isInstance)
                .hasSize(2);
    }

    @Test
    void aMergeMovesThePastAndCanBeLookedAt() {
        send(track("Viewed", null, device), track("Viewed", null, device));
        eventually(
                () -> viewer().get("/v1/profiles/anonymousId:" + device).then().body("eventCounts.Viewed", equalTo(2)));
        send(identify(user, device, Map.of()));
        send(track("Viewed", null, device));

        eventually(() -> viewer().get("/v1/profiles/" + derived("anonymousId:" + device))
                .then()
                .statusCode(200)
                .body("id", equalTo(derived("userId:" + user)))
                .body("eventCounts.Viewed", equalTo(3)));
        viewer().get("/v1/profiles/userId:" + user + "/identifiers")
                .then()
                .body("identifiers", hasItems("userId:" + user, "anonymousId:" + device))
                .body("moves[0].identifier", equalTo("anonymousId:" + device))
                .body("moves[0].from", equalTo(derived("anonymousId:" + device)));
        eventually(() -> viewer().get("/v1/profiles/userId:" + user + "/timeline")
                .then()
                .body("items.findAll { it.cause.name == 'Viewed' }", hasSize(3))
                .body("items.cause.kind", hasItems("mergedIn", "mergedAway")));
        assertThat(causes(derived("anonymousId:" + device)))
                .last()
                .isEqualTo(new Activity.MergedAway(derived("userId:" + user)));
    }

    @Test
    void aTimelineHasMessagesAndIsReadPageByPage() {
        send(track("One", user, null), track("Two", user, null), track("Three", user, null));
        raw(Topics.MESSAGES, derived("userId:" + user), outcome("message-1"));
        String path = "/v1/profiles/userId:" + user + "/timeline";
        eventually(() -> viewer().get(path).then().body("items", hasSize(4)));

        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            var page = viewer().queryParam("limit", 3)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get(path)
                    .jsonPath();
            ids.addAll(page.getList("items.id", String.class));
            cursor = page.getString("cursor");
        } while (cursor != null);

        assertThat(ids).hasSize(4).doesNotHaveDuplicates().contains("message-1:clicked");
    }

    @Test
    void profilesAreFoundByTraitAndReadPageByPage() {
        String plan = "plan-" + user;
        for (int i = 0; i < 5; i++) {
            send(identify(
                    user + i,
                    null,
                    Map.of(
                            "plan",
                            plan,
                            "email",
                            user + i + "@example.com",
                            "n",
                            i,
                            "address",
                            Map.of("city", "c-" + user + i))));
        }
        eventually(() -> search("plan", "eq", plan).body("items", hasSize(5)));

        search("n", "eq", "3").body("items.traits.email", hasItem(user + "3@example.com"));
        search("address.city", "eq", "c-" + user + "2").body("items", hasSize(1));
        search("email", "prefix", user).body("items", hasSize(5));
        search("address.city", "prefix", "c-" + user).body("items", hasSize(5));
        viewer().queryParams(Map.of("trait", "address.city", "op", "exists"))
                .get("/v1/profiles")
                .then()
                .statusCode(200);
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            var page = viewer().queryParams(Map.of("trait", "plan", "value", plan, "limit", 2))
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get("/v1/profiles")
                    .jsonPath();
            ids.addAll(page.getList("items.id", String.class));
            cursor = page.getString("cursor");
        } while (cursor != null);
        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aPoisonRecordOnAnyTopicStopsNothing() {
        for (String topic : List.of(
                Topics.EVENTS,
                Topics.MESSAGES,
                Topics.PROFILE_WORK,
                Topics.IDENTITIES,
                Topics.PROFILES,
                Topics.ACTIVITY)) {
            for (int i = 0; i < 6; i++) {
                raw(topic, "poison-" + user + i, "{ not json");
            }
        }
        raw(Topics.PROFILES, derived("userId:" + user), "{\"profileId\":\"no uuid\"}");
        // Of two snapshots that are read together only the newer one counts: the good one comes after.
        eventually(() ->
                assertThat(records("profiles.dead", derived("userId:" + user))).hasSize(1));
        send(identify(user, device, Map.of("odd", "nul\u0000nul", "plan", "pro")));

        eventually(() -> viewer().get("/v1/profiles/userId:" + user)
                .then()
                .statusCode(200)
                .body("traits.plan", equalTo("pro")));
        eventually(() ->
                viewer().get("/v1/profiles/userId:" + user + "/timeline").then().body("items", hasSize(1)));
        eventually(() -> {
            assertThat(records("events.dead", "poison-" + user + "0")).hasSize(1);
            assertThat(records("messages.dead", "poison-" + user + "0")).hasSize(1);
            assertThat(records("profiles.dead", "poison-" + user + "0")).hasSize(1);
            assertThat(records("activity.dead", "poison-" + user + "0")).hasSize(1);
            assertThat(records("profile-work.dead", "poison-" + user + "0")).hasSize(1);
        });
    }

    @Test
    void theApiNeedsATokenWithARole() {
        given().get("/v1/profiles/userId:1")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/unauthenticated"));
        given().auth()
                .oauth2(Tokens.of("stranger"))
                .get("/v1/profiles/userId:1")
                .then()
                .statusCode(403);
    }

    @Test
    void wrongRequestsAreToldWhichFieldIsWrong() {
        viewer().get("/v1/profiles/userId:nobody-" + user).then().statusCode(404);
        viewer().get("/v1/profiles/nonsense").then().statusCode(422).body("errors[0].pointer", equalTo("/id"));
        viewer().get("/v1/profiles").then().statusCode(422).body("errors[0].pointer", equalTo("?trait"));
        viewer().get("/v1/profiles?trait=a").then().statusCode(422).body("errors[0].pointer", equalTo("?value"));
        viewer().get("/v1/profiles?trait=a&op=like&value=b")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?op"));
        viewer().get("/v1/profiles?trait=a&value=b&limit=201")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?limit"));
        viewer().get("/v1/profiles?trait=a&value=b&cursor=zzz")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?cursor"));
    }

    @Test
    void theServiceIsReadyWhenItsTopologyRuns() {
        eventually(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'profile topology' }.data.state", equalTo("RUNNING")));
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/metrics").then().body(containsString("itinera_profile_inputs"));
        given().get("/q/openapi").then().body(containsString("/v1/profiles/{id}/timeline"));
    }

    private static io.restassured.response.ValidatableResponse search(String trait, String op, String value) {
        return viewer().queryParams(Map.of("trait", trait, "op", op, "value", value))
                .get("/v1/profiles")
                .then()
                .statusCode(200);
    }

    private String outcome(String messageId) {
        MessageOutcome outcome = new MessageOutcome(
                messageId,
                derived("userId:" + user),
                "email",
                "t",
                "marketing",
                null,
                MessageStatus.CLICKED,
                Instant.now(),
                null,
                null,
                null,
                null,
                false);
        return new String(JsonSerde.of(MessageOutcome.class).write(outcome), StandardCharsets.UTF_8);
    }

    private static List<Activity.Cause> causes(String profileId) {
        return records(Topics.ACTIVITY, profileId).stream()
                .map(record -> JsonSerde.of(Activity.class).read(record.value()).cause())
                .toList();
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(check);
    }

    private static String derived(String identifier) {
        return Identifier.parse(identifier).derivedProfileId();
    }
}
