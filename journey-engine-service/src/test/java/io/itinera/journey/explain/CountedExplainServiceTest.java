package io.itinera.journey.explain;

import static io.itinera.journey.Api.as;
import static io.itinera.journey.Api.publish;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.journey.Neighbours;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The running service asks profile-service what was counted. */
@JourneyServiceTest
class CountedExplainServiceTest {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void saysHowOftenSomebodyDidWhatTheEntryCounts() {
        String key = "counts-views";
        String profile = Fixture.profile("counted-1");
        String tally = "{\"count\": 2, \"last\": \"2026-11-20T09:00:00Z\"}";
        publish("""
                {"key": "%s", "timezone": "Europe/Berlin",
                 "entry": {"on": {"event": "Viewed for %s", "count": 3, "within": "P7D"}},
                 "start": "end", "steps": {"end": {"type": "exit"}}}
                """.formatted(key, key));
        Neighbours.profile(profile + "/counts", "{\"counts\": [" + tally + ", " + tally + "]}");
        try (KafkaProbe probe = new KafkaProbe(Topics.ACTIVITY)) {
            Instant at = Instant.now();
            probe.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, "Viewed for " + key, at)), at);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .queryParam("profile", profile)
                    .get("/v1/journeys/{key}/explain", key)
                    .then()
                    .statusCode(200)
                    .body("whyNot.reason", equalTo("condition"))
                    .body(
                            "whyNot.sentence",
                            containsString(
                                    "but the profile did not do “Viewed for counts-views” at least 3 times within"
                                            + " the last 7 days (2 of 3 times, last on 20 November 2026, 10:00:00 (Europe/Berlin))"))
                    .body("whyNot.count.actual.counted[0].count", equalTo(2))
                    .body("whyNot.closest[0].where.actual.counted[0].last", equalTo("2026-11-20T09:00:00Z")));
        }
        as("approver")
                .header("If-Match", as("viewer").get("/v1/journeys/{key}", key).header("ETag"))
                .post("/v1/journeys/{key}/archive", key)
                .then()
                .statusCode(200);
    }
}
