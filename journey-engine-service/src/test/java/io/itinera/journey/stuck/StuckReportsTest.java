package io.itinera.journey.stuck;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.local.testing.Tokens;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class StuckReportsTest {

    @Inject
    DataSource database;

    @Inject
    StuckReports reports;

    @Inject
    StuckWatch watch;

    private final Instant now = Instant.now();

    @Test
    void aWaitThatShouldHaveEndedIsOverdueAndOneThatMayStillEndIsNot() throws SQLException {
        publish("overdue", Fixture.cart("overdue", "PT1H"));
        stands("overdue", "late", "pause", "wait", Duration.ofHours(2), now.minusSeconds(3600));
        stands("overdue", "justDue", "pause", "wait", Duration.ofHours(2), now.minusSeconds(10));
        stands("overdue", "notYet", "pause", "wait", Duration.ofHours(2), now.plusSeconds(3600));

        assertThat(reports.of("overdue", null, null, 10)).singleElement().satisfies(stuck -> {
            assertThat(stuck.instance()).isEqualTo("overdue-late");
            assertThat(stuck.reason()).isEqualTo(StuckReason.OVERDUE);
            assertThat(stuck.repair())
                    .isEqualTo(new StuckInstance.Repair(
                            "POST",
                            "/v1/instances/overdue-late/orders",
                            Map.of("order", "go-on", "reason", "stuck: overdue")));
        });
    }

    @Test
    void inAHeldJourneyNoWaitIsOverdue() throws SQLException {
        publish("held", Fixture.cart("held", "PT1H"));
        stands("held", "late", "pause", "wait", Duration.ofHours(2), now.minusSeconds(3600));
        act("held", "pause", "{\"mode\": \"hold\"}");

        assertThat(reports.of("held", null, null, 10)).isEmpty();
    }

    @Test
    void anInstanceAtAStepOrOnAVersionThatIsNotThereIsStuck() throws SQLException {
        publish("gone", Fixture.cart("gone", "PT1H"));
        stands("gone", "nowhere", "no-such-step", "wait", Duration.ofMinutes(1), now.plusSeconds(3600));
        stands("gone", "fine", "pause", "wait", Duration.ofMinutes(1), now.plusSeconds(3600));
        standsOn("gone", 7, "elsewhere", "pause", Duration.ofMinutes(1));

        assertThat(reports.of("gone", null, null, 10))
                .extracting(StuckInstance::instance, StuckInstance::reason)
                .containsExactlyInAnyOrder(
                        tuple("gone-nowhere", StuckReason.STEP_GONE),
                        tuple("gone-elsewhere", StuckReason.VERSION_GONE));
        assertThat(reports.of("gone", StuckReason.STEP_GONE, null, 10))
                .extracting(stuck -> stuck.repair().body())
                .containsExactly(Map.of("order", "move", "step", "pause", "reason", "stuck: step-gone"));
    }

    @Test
    void aWaitThatOnlyAnEventCanEndIsStuckAfterVeryLongUnlessTheJourneyHasAMaximalDuration() throws SQLException {
        publish("endless", Fixture.cart("endless", "PT1H"));
        publish(
                "bounded",
                Fixture.cart("bounded", "PT1H").replace("\"start\"", "\"maxDuration\": \"P365D\", \"start\""));
        for (String journey : List.of("endless", "bounded")) {
            stands(journey, "long", "pause", "wait", Duration.ofDays(100), null);
            stands(journey, "short", "pause", "wait", Duration.ofDays(10), null);
        }

        assertThat(reports.of("endless", null, null, 10))
                .extracting(StuckInstance::reason)
                .containsExactly(StuckReason.ENDLESS);
        assertThat(reports.of("bounded", null, null, 10)).isEmpty();
    }

    @Test
    void anAnswerThatDoesNotComeIsLate() throws SQLException {
        publish("awaits", Fixture.cart("awaits", "PT1H"));
        stands("awaits", "webhook", "pause", "webhook", Duration.ofHours(1), null);
        stands("awaits", "task", "pause", "task", Duration.ofHours(1), now.minusSeconds(600));
        stands("awaits", "asked", "pause", "webhook", Duration.ofMinutes(1), null);

        assertThat(reports.of("awaits", null, null, 10))
                .extracting(StuckInstance::reason)
                .containsExactly(StuckReason.ANSWER_LATE, StuckReason.ANSWER_LATE);
    }

    @Test
    void anInstanceOfAnArchivedJourneyIsStuckWhereItDidNotEnd() throws SQLException {
        publish("over", Fixture.cart("over", "PT1H"));
        stands("over", "left", "pause", "wait", Duration.ofHours(1), now.plusSeconds(3600));
        act("over", "archive", "{}");
        assertThat(reports.of("over", null, null, 10)).isEmpty();
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update journey set updated_at = updated_at - interval '10 minutes' where key = 'over'")) {
            update.executeUpdate();
        }

        assertThat(reports.of("over", null, null, 10))
                .extracting(StuckInstance::reason)
                .containsExactly(StuckReason.JOURNEY_OVER);
    }

    @Test
    void whoIsStuckIsCountedForAllAndToldPageByPage() throws SQLException {
        publish("counted", Fixture.cart("counted", "PT1H"));
        for (int i = 0; i < 5; i++) {
            stands("counted", "p" + i, "pause", "wait", Duration.ofHours(5 - i), now.minusSeconds(3600));
        }
        watch.look();

        assertThat(watch.latest()).containsEntry("counted", Map.of(StuckReason.OVERDUE, 5L));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("itinera_journey_stuck{reason=\"overdue\""));
        get("/v1/stuck").then().statusCode(200).body("journeys.counted.overdue", equalTo(5));
        String cursor = get("/v1/journeys/counted/stuck?limit=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items[0].instance", equalTo("counted-p0"))
                .body("items[0].reason", equalTo("overdue"))
                .body("items[0].repair.body.order", equalTo("go-on"))
                .extract()
                .path("next");
        get("/v1/journeys/counted/stuck?limit=3&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items.instance", equalTo(List.of("counted-p3", "counted-p4")));
        get("/v1/journeys/counted/stuck?reason=endless").then().statusCode(200).body("items", hasSize(0));
    }

    private void stands(String journey, String id, String step, String type, Duration since, Instant due)
            throws SQLException {
        put(journey, 1, id, step, type, since, due);
    }

    private void standsOn(String journey, int version, String id, String step, Duration since) throws SQLException {
        put(journey, version, id, step, "wait", since, null);
    }

    private void put(String journey, int version, String id, String step, String type, Duration since, Instant due)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into instance (id, profile_id, journey, version, step, step_type, status, entered_at, updated_at,
                            since, due, sequence)
                        values (?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, 1)""")) {
            Timestamp at = Timestamp.from(now.minus(since));
            insert.setString(1, journey + "-" + id);
            insert.setString(2, "profile-" + id);
            insert.setString(3, journey);
            insert.setInt(4, version);
            insert.setString(5, step);
            insert.setString(6, type);
            insert.setTimestamp(7, at);
            insert.setTimestamp(8, at);
            insert.setTimestamp(9, at);
            insert.setTimestamp(10, due == null ? null : Timestamp.from(due));
            insert.executeUpdate();
        }
    }

    private static void publish(String key, String definition) {
        given().auth()
                .oauth2(Tokens.of("editor"))
                .contentType("application/json")
                .body(definition)
                .post("/v1/journeys")
                .then()
                .statusCode(201);
        act(key, "publish", "{}");
    }

    private static void act(String key, String action, String body) {
        given().auth()
                .oauth2(Tokens.of("approver"))
                .contentType("application/json")
                .header("If-Match", "*")
                .body(body)
                .post("/v1/journeys/{key}/{action}", key, action)
                .then()
                .statusCode(200);
    }

    private static Response get(String path) {
        return given().auth().oauth2(Tokens.of("viewer")).get(path);
    }
}
