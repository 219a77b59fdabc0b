package io.itinera.journey.health;

import static io.itinera.journey.Api.as;
import static io.itinera.journey.Api.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What the running service says of journeys whose reports are as these tests make them. */
@JourneyServiceTest
class HealthApiTest {

    @Inject
    DataSource database;

    @Inject
    HealthWatch watch;

    @Inject
    MeterRegistry metrics;

    private final Instant now = Instant.now();
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);

    @Test
    void aJourneyThatDoesAsUsualHasNoAlert() throws SQLException {
        publish(Fixture.cart("healthy", "PT1H"));
        entries("healthy", 20);
        entered("healthy", "h1", now.minusSeconds(60));
        counted("healthy", today.minusDays(2), "exited", "completed", 500);
        ended("healthy", "exited", 30);

        health("healthy")
                .statusCode(200)
                .body("version", equalTo(1))
                .body("alerts", empty())
                .body("launch.before", nullValue());
    }

    @Test
    void nobodyEntersWhereOthersDidEveryDay() throws SQLException {
        publish(Fixture.cart("silent", "PT1H"));
        entries("silent", 20);
        entered("silent", "s1", now.minus(Duration.ofHours(30)));

        health("silent")
                .body("alerts", hasSize(1))
                .body("alerts[0].kind", equalTo("no-entries"))
                .body(
                        "alerts[0].sentence",
                        containsString("on each of the seven days before somebody did, 140 in all"));
    }

    @Test
    void aVersionWithMoreErrorsThanBeforeIsTold() throws SQLException {
        publish(Fixture.cart("erring", "PT1H"));
        counted("erring", today.minusDays(3), "exited", "completed", 1000);
        ended("erring", "failed", 12);
        ended("erring", "exited", 8);

        health("erring")
                .body("alerts", hasSize(1))
                .body("alerts[0].kind", equalTo("errors"))
                .body("alerts[0].version", equalTo(1))
                .body(
                        "alerts[0].sentence",
                        equalTo("12 of 20 instances that ended did so on an error in the last 1 hour (60.0 %), and 0 of"
                                + " 1000 in the seven days before (0.0 %)."));
        as("operator")
                .get("/v1/alerts?journey=erring&kind=errors")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].look", equalTo("GET /v1/journeys/erring/report?version=1"));
        watch.look();
        assertThat(metrics.get("itinera_journey_alerts")
                        .tags("journey", "erring", "kind", "errors")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void aServiceLevelIsMissedByThoseWhoStandThereTooLong() throws SQLException {
        publish(Fixture.cart("slow", "PT1H")
                .replace(
                        "\"start\"",
                        "\"targets\": [{\"step\": \"pause\", \"within\": \"PT10M\", \"share\": 90}], \"start\""));
        dwelt("slow", "pause", Duration.ofMinutes(2), 30);
        health("slow").body("targets[0].met", equalTo(true)).body("targets[0].n", equalTo(30));

        standing("slow", "late", now.minus(Duration.ofMinutes(20)));
        standing("slow", "fine", now.minus(Duration.ofMinutes(2)));
        health("slow").body("targets[0].lateNow", equalTo(1)).body("targets[0].met", equalTo(true));

        dwelt("slow", "pause", Duration.ofHours(2), 10);
        health("slow")
                .body("targets[0].met", equalTo(false))
                .body("targets[0].share", equalTo(0.75f))
                .body("alerts.kind", hasItem("target"))
                .body("alerts.place", hasItem("pause"));
    }

    @Test
    void aNewVersionStandsBesideTheOneBefore() throws SQLException {
        publish(Fixture.cart("launched", "PT1H"));
        counted("launched", today, "exited", "completed", 90);
        counted("launched", today, "failed", "error: loop", 10);
        String tag = as("viewer").get("/v1/journeys/launched").header("ETag");
        as("editor")
                .header("If-Match", tag)
                .body(Fixture.cart("launched", "PT2H"))
                .put("/v1/journeys/launched/draft")
                .then()
                .statusCode(200);
        as("approver")
                .header("If-Match", "*")
                .post("/v1/journeys/launched/publish")
                .then()
                .statusCode(200);
        countedOn("launched", 2, today, "exited", "completed", 100);

        health("launched")
                .body("launch.before", equalTo(1))
                .body("launch.figures.find { it.figure == 'errors' }.verdict", equalTo("better"))
                .body("launch.figures.find { it.figure == 'errors' }.before.rate", equalTo(0.1f));
    }

    @Test
    void onlyLiveJourneysAreWatchedAndWhatIsAskedMustBeMeant() {
        as("editor")
                .body(Fixture.cart("unwatched", "PT1H"))
                .post("/v1/journeys")
                .then()
                .statusCode(201);

        health("unwatched").statusCode(409).body("type", equalTo("/problems/journey-state"));
        health("nowhere").statusCode(404);
        as("viewer").get("/v1/alerts?kind=mood").then().statusCode(422).body("errors[0].pointer", equalTo("?kind"));
        as("viewer")
                .get("/v1/alerts?kind=errors&limit=1")
                .then()
                .statusCode(200)
                .body("items.kind", everyItem(equalTo("errors")));
        as("privacy").get("/v1/alerts").then().statusCode(403);
        given().get("/v1/alerts").then().statusCode(401);
    }

    @Test
    void aServiceLevelThatCannotBeMeasuredIsNotTaken() {
        as("editor")
                .body(Fixture.cart("unmeasured", "PT1H")
                        .replace(
                                "\"start\"",
                                "\"targets\": [{\"step\": \"nowhere\", \"within\": \"PT10M\"}, {\"goal\": \"none\", \"within\":"
                                        + " \"PT1M\"}, {\"within\": \"PT1M\"}], \"start\""))
                .post("/v1/journeys")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/targets/0/step"))
                .body("errors.pointer", hasItem("/targets/1/goal"))
                .body("errors.pointer", hasItem("/targets/2"));
        as("editor")
                .body(Fixture.cart("half-measured", "PT1H")
                        .replace("\"start\"", "\"targets\": [{\"step\": \"mail\", \"within\": \"PT10M\"}], \"start\""))
                .post("/v1/journeys")
                .then()
                .statusCode(201)
                .body("warnings.size()", greaterThan(0));
    }

    private static ValidatableResponse health(String key) {
        return as("viewer").get("/v1/journeys/{key}/health", key).then();
    }

    /** So many entries on each of the nine days before today. */
    private void entries(String journey, int each) throws SQLException {
        for (int day = 1; day <= 9; day++) {
            counted(journey, today.minusDays(day), "entered", "event", each);
        }
    }

    private void counted(String journey, LocalDate day, String kind, String reason, int n) throws SQLException {
        countedOn(journey, 1, day, kind, reason, n);
    }

    private void countedOn(String journey, int version, LocalDate day, String kind, String reason, int n)
            throws SQLException {
        run(
                "insert into transition_count (journey, version, day, step, kind, next, reason, revisit, test, step_type, n)"
                        + " values (?, ?, ?, '', ?, '', ?, false, false, '', ?)",
                journey,
                version,
                day,
                kind,
                reason,
                (long) n);
    }

    private void dwelt(String journey, String step, Duration time, int n) throws SQLException {
        run(
                "insert into transition_count (journey, version, day, step, kind, next, reason, revisit, test, step_type, n)"
                        + " values (?, 1, ?, ?, 'moved', 'mail', 'due', false, false, 'wait', ?) on conflict do nothing",
                journey,
                today,
                step,
                (long) n);
        double growth = 1.05 / 0.95;
        int bucket = (int) Math.ceil(Math.log(time.toMillis()) / Math.log(growth));
        run(
                "insert into duration_count (journey, version, day, what, subject, test, bucket, n)"
                        + " values (?, 1, ?, 'dwell', ?, false, ?, ?)",
                journey,
                today,
                step,
                (short) bucket,
                (long) n);
    }

    private void entered(String journey, String id, Instant at) throws SQLException {
        instance(journey, id, "waiting", at, null);
    }

    private void standing(String journey, String id, Instant since) throws SQLException {
        instance(journey, id, "waiting", since, null);
    }

    private void ended(String journey, String status, int n) throws SQLException {
        for (int i : IntStream.range(0, n).toArray()) {
            instance(journey, status + i, status, now.minusSeconds(600), now.minusSeconds(60));
        }
    }

    private void instance(String journey, String id, String status, Instant since, Instant ended) throws SQLException {
        run(
                "insert into instance (id, profile_id, journey, version, step, status, entered_at, updated_at, ended_at, sequence,"
                        + " since, owned, step_type) values (?, ?, ?, 1, 'pause', ?, ?, ?, ?, 1, ?, 1, 'wait')",
                journey + "-" + id,
                Fixture.profile(journey + id),
                journey,
                status,
                Timestamp.from(since),
                Timestamp.from(since),
                ended == null ? null : Timestamp.from(ended),
                Timestamp.from(since));
    }

    private void run(String sql, Object... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
