package io.itinera.journey.catalog;

import static io.itinera.journey.Api.as;
import static io.itinera.journey.Api.publish;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.journey.JourneyServiceTest;
import io.quarkus.runtime.StartupEvent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class CompletionTest {

    @Inject
    Completion completion;

    @Inject
    DataSource database;

    @Test
    void aVersionWhoseSegmentsWereNotedUnderAnotherNameIsPreparedAnew() throws SQLException {
        publish("""
                {"key": "noted-before", "timezone": "Europe/Berlin",
                 "entry": {"on": {"event": "Viewed before", "count": 2, "within": "P7D"}},
                 "start": "end", "steps": {"end": {"type": "exit"}}}
                """);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update segment_need set segment = 'derived-before', ready_at = now()"
                    + " where journey = 'noted-before'");
        }
        as("viewer")
                .get("/v1/journeys/noted-before/preparation")
                .then()
                .statusCode(200)
                .body("state", equalTo("ready"));

        completion.atStart(new StartupEvent());
        completion.atStart(new StartupEvent());

        as("viewer")
                .get("/v1/journeys/noted-before/preparation")
                .then()
                .statusCode(200)
                .body("state", equalTo("preparing"))
                .body("versions[0].waitsFor.size()", equalTo(1));
        archive();
    }

    /** Nobody is asked for its segments any more. */
    private static void archive() {
        as("approver")
                .header(
                        "If-Match",
                        as("viewer").get("/v1/journeys/noted-before").header("ETag"))
                .post("/v1/journeys/noted-before/archive")
                .then()
                .statusCode(200);
    }
}
