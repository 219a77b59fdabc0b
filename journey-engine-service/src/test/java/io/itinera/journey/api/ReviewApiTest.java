package io.itinera.journey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Wire;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An installation that asks for four eyes and an owner. */
@JourneyServiceTest
@TestProfile(ReviewApiTest.Strict.class)
class ReviewApiTest {

    private static final Caller ADA = new Caller("ada", "editor", "approver", "viewer");
    private static final Caller BOB = new Caller("bob", "editor", "approver", "viewer");

    @Inject
    DataSource database;

    /** The policy. */
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("itinera.journey.four-eyes", "true", "itinera.journey.owner-required", "true");
        }
    }

    @Test
    void nobodyPublishesTheirOwnWorkAlone() {
        ADA.creates(owned("alone", "PT1H")).then().statusCode(201);
        ADA.posts("alone", "publish", "{}").then().statusCode(403).body("type", equalTo("/problems/four-eyes"));

        ADA.posts("alone", "review", "{\"note\": \"first version\", \"links\": [\"https://tracker.example.com/1\"]}")
                .then()
                .statusCode(201)
                .body("state", equalTo("open"));
        ADA.posts("alone", "review/approve", "").then().statusCode(403).body("type", equalTo("/problems/four-eyes"));
        BOB.posts("alone", "review/approve", "{\"note\": \"fine\"}")
                .then()
                .statusCode(200)
                .body("decidedBy", equalTo("bob"));
        ADA.posts("alone", "publish", "").then().statusCode(200).body("currentVersion", equalTo(1));

        ADA.gets("/v1/journeys/alone/versions")
                .then()
                .body("[0].publishedBy", equalTo("ada"))
                .body("[0].reviewedBy", equalTo("bob"));
        ADA.gets("/v1/journeys/alone/reviews")
                .then()
                .body("items[0].state", equalTo("published"))
                .body("items[0].links", contains("https://tracker.example.com/1"));
    }

    @Test
    void somebodyElseMayPublishWithoutAReview() {
        ADA.creates(owned("other", "PT1H"));
        BOB.posts("other", "publish", "{}").then().statusCode(200).body("currentVersion", equalTo(1));
    }

    @Test
    void whoeverWorkedOnTheDraftAtAllIsNoReviewerOfIt() {
        ADA.creates(owned("both", "PT1H"));
        BOB.edits("both", owned("both", "PT2H")).then().statusCode(200);
        ADA.posts("both", "publish", "{}").then().statusCode(403);
        BOB.posts("both", "publish", "{}").then().statusCode(403);
        new Caller("eve", "approver", "viewer")
                .posts("both", "publish", "{}")
                .then()
                .statusCode(200);
    }

    @Test
    void anEditOfWhatWasApprovedNeedsAnotherReview() {
        ADA.creates(owned("edited", "PT1H"));
        ADA.posts("edited", "review", "");
        BOB.posts("edited", "review/approve", "");
        ADA.edits("edited", owned("edited", "PT3H"));

        ADA.posts("edited", "publish", "").then().statusCode(403);
        ADA.gets("/v1/journeys/edited/reviews").then().body("items[0].state", equalTo("outdated"));
    }

    @Test
    void rejectsOnlyWithAReasonAndTheDraftCanBeSubmittedAgain() {
        ADA.creates(owned("rejected", "PT1H"));
        ADA.posts("rejected", "review", "");
        ADA.posts("rejected", "review", "").then().statusCode(409).body("type", equalTo("/problems/review-state"));
        ADA.gets("/v1/governance/reviews?limit=200").then().body("items.journey", hasItem("rejected"));

        BOB.posts("rejected", "review/reject", "{}").then().statusCode(422).body("errors[0].pointer", equalTo("/note"));
        BOB.posts("rejected", "review/reject", "{\"note\": \"too soon\"}")
                .then()
                .statusCode(200)
                .body("decision", equalTo("too soon"));
        ADA.posts("rejected", "publish", "").then().statusCode(403);
        ADA.posts("rejected", "review", "").then().statusCode(201);
        ADA.posts("rejected", "review/withdraw", "").then().statusCode(200).body("state", equalTo("withdrawn"));
        BOB.posts("rejected", "review/approve", "").then().statusCode(409);
    }

    @Test
    void whatBecomesOfThoseInsideIsPartOfWhatIsApproved() {
        ADA.creates(owned("planned", "PT1H"));
        BOB.posts("planned", "publish", "");
        ADA.edits("planned", owned("planned", "PT2H"));
        ADA.posts("planned", "review", "{\"instances\": {\"mode\": \"follow\"}}")
                .then()
                .statusCode(201);
        BOB.posts("planned", "review/approve", "");

        ADA.posts("planned", "publish", "{\"instances\": {\"mode\": \"pin\"}}")
                .then()
                .statusCode(403);
        ADA.posts("planned", "publish", "").then().statusCode(200).body("currentVersion", equalTo(2));
        ADA.gets("/v1/journeys/planned/migrations")
                .then()
                .body("number", contains(1))
                .body("[0].follow", equalTo(true))
                .body("[0].from", contains(1));
    }

    @Test
    void nothingIsPublishedThatNobodyAnswersFor() {
        ADA.creates(Fixture.cart("orphan", "PT1H"));
        BOB.posts("orphan", "publish", "")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/owner"))
                .body("errors[0].detail", containsString("asks for an owner"));
    }

    @Test
    void remindsOfJourneysThatAreDueForAnotherLook() {
        ADA.creates(owned("due", "PT1H"));
        BOB.posts("due", "publish", "").then().body("reviewDue", notNullValue());
        ADA.gets("/v1/governance/overdue").then().body("items.key", not(hasItem("due")));

        ADA.asks()
                .header("If-Match", ADA.tag("due"))
                .body("{\"due\": \"2026-01-01T00:00:00Z\", \"note\": \"was forgotten\"}")
                .put("/v1/journeys/due/review-due")
                .then()
                .statusCode(200);
        ADA.gets("/v1/governance/overdue")
                .then()
                .body("items.find { it.key == 'due' }.owner", equalTo("growth@example.com"))
                .body("next", nullValue());
    }

    @Test
    void theTrailTellsWhoDidWhatAndNobodyRewritesIt() throws Exception {
        ADA.creates(owned("trail", "PT1H"));
        ADA.asks()
                .header("If-Match", ADA.tag("trail"))
                .queryParam("note", "longer wait")
                .queryParam("link", "https://tracker.example.com/2")
                .body(owned("trail", "PT2H"))
                .put("/v1/journeys/trail/draft");
        BOB.posts("trail", "publish", "{\"note\": \"go\"}");

        String next = ADA.gets("/v1/journeys/trail/audit?limit=2")
                .then()
                .body("items.action", contains("published", "edited"))
                .body("items.note", contains("go", "longer wait"))
                .body("items[1].links", contains("https://tracker.example.com/2"))
                .extract()
                .path("next");
        ADA.gets("/v1/journeys/trail/audit?cursor=" + next)
                .then()
                .body("items.action", contains("created"))
                .body("next", nullValue());
        ADA.gets("/v1/governance/audit?actor=bob&action=published").then().body("items.journey", hasItem("trail"));
        String[] lines = ADA.asks()
                .accept("application/x-ndjson")
                .get("/v1/governance/audit.ndjson?journey=trail")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .split("\n");
        assertThat(lines).hasSize(3);
        JsonNode first = Wire.JSON.readTree(lines[0]);
        assertThat(first.get("action").asText()).isEqualTo("created");
        assertThat(first.get("actor").asText()).isEqualTo("ada");
        for (String sql : new String[] {
            "update journey_audit set actor = 'x'", "delete from journey_audit", "truncate journey_audit"
        }) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("only added to");
            }
        }
    }

    @Test
    void aChangeThatKafkaDidNotTakeFollowsWhenItIsBack() {
        ADA.creates(owned("late", "PT1H"));
        BackEnds.kafka().stop();
        try {
            BOB.posts("late", "publish", "").then().statusCode(200).body("announced", equalTo(false));
            BOB.posts("late", "pause", "{\"mode\": \"drain\"}")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("draining"))
                    .body("announced", equalTo(false));
        } finally {
            BackEnds.kafka().start();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> ADA.gets("/v1/journeys/late").then().body("announced", equalTo(true)));
        try (KafkaProbe journeys = new KafkaProbe(Topics.JOURNEYS)) {
            Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(
                            journeys.of("late", JsonSerde.of(PublishedJourney.class)))
                    .last()
                    .satisfies(journey -> {
                        assertThat(journey.state()).isEqualTo(PublishedJourney.State.DRAINING);
                        assertThat(journey.pauses()).hasSize(1);
                        assertThat(journey.pauses().getFirst().until()).isNull();
                    }));
        }
    }

    private static String owned(String key, String wait) {
        return Fixture.cart(key, wait)
                .replace("\"name\": \"Cart\"", "\"name\": \"Cart\", \"owner\": \"growth@example.com\"");
    }
}
