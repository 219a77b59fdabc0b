package io.itinera.journey.explain;

import static io.itinera.journey.Api.as;
import static io.itinera.journey.Api.publish;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.journey.Neighbours;
import io.itinera.journey.definition.EventFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The running service asks profile-service what was counted. */
@JourneyServiceTest
class CountedExplainServiceTest {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void saysOfAMessageWhatTheDecisionThatLedToItCounted() {
        String profile = Fixture.profile("counted-2");
        Instant at = Instant.now();
        JourneyRef which = new JourneyRef("counts-logins", 1, ProfileIds.derive("counted-2"), "which");
        String message = ProfileIds.derive("counted-message");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Map<String, Object> not = Conditions.derived(
                        Conditions.parse(Map.of("event", "Logged In", "count", 3, "within", "P7D"), ""), berlin)
                .explain(new EventFacts(Fixture.did(profile, "Other", at), berlin))
                .toMap();
        Neighbours.profile(profile + "/counts", "{\"counts\": [{\"count\": 2, \"last\": \"2026-11-20T09:00:00Z\"}]}");
        try (KafkaProbe probe = new KafkaProbe(Topics.TRANSITIONS)) {
            tell(probe, moved(profile, which, 3, "mail", "otherwise", Map.of("when", List.of(not))), at);
            JourneyRef mail = new JourneyRef(which.journey(), 1, which.instance(), "mail");
            tell(probe, moved(profile, mail, 4, "end", "requested", Map.of("message", message)), at);
            SendRequest asked = new SendRequest(
                    message, profile, "email", "t", "p", mail, at, Map.of(), Map.of(), Map.of(), List.of(), false, null,
                    false, null);
            probe.put(Topics.SENDS, profile, JsonSerde.of(SendRequest.class).write(asked), at);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/v1/messages/{id}/explain", message)
                    .then()
                    .statusCode(200)
                    .body("decisions.reason", contains("otherwise", "requested"))
                    .body(
                            "decisions[0].sentence",
                            containsString("did not do “Logged In” at least 3 times within the last 7 days"
                                    + " (2 of 3 times, last on 20 November 2026, 10:00:00 (Europe/Berlin))"))
                    .body("decisions[0].detail.when[0].actual.counted[0].count", equalTo(2))
                    .body("sentences[0]", containsString("(2 of 3 times")));
        }
    }

    /** What the engine tells when an instance moves on, at a time. */
    private static Function<Instant, Transition> moved(
            String profile, JourneyRef where, long sequence, String next, String reason, Map<String, Object> detail) {
        String id = ProfileIds.derive(where.instance() + "|" + sequence);
        return at ->
                new Transition(id, profile, where, Transition.Kind.MOVED, "branch", next, reason, detail, at, sequence);
    }

    private static void tell(KafkaProbe probe, Function<Instant, Transition> told, Instant at) {
        Transition transition = told.apply(at);
        probe.put(
                Topics.TRANSITIONS,
                transition.profileId(),
                JsonSerde.of(Transition.class).write(transition),
                at);
    }

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
