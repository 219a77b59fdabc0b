package io.itinera.journey.tasks;

import static io.itinera.journey.Api.as;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.journey.Api;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import io.itinera.journey.Neighbours;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class TaskApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);

    @Test
    void peopleGetTasksInTurnClaimThemAndCloseThemAndTheJourneyGoesOn() {
        publish("gives-tasks");
        String first = enter("gives-tasks", "task-1");
        await().atMost(PATIENCE).untilAsserted(() -> list("tina").body("items", hasSize(1)));
        enter("gives-tasks", "task-2");
        await().atMost(PATIENCE).untilAsserted(() -> list("tom").body("items", hasSize(1)));
        String id = list("tina").extract().path("items[0].id");

        as("viewer")
                .get("/v1/tasks/{id}", id)
                .then()
                .statusCode(200)
                .body("task.profileId", equalTo(first))
                .body("task.content.traits.email", equalTo("someone@example.com"))
                .body("path.kind", contains("entered", "waiting"));
        as("viewer").post("/v1/tasks/{id}/claim", id).then().statusCode(403);
        as("editor")
                .post("/v1/tasks/{id}/claim", id)
                .then()
                .statusCode(200)
                .body("state", equalTo("claimed"))
                .body("assignee", notNullValue());
        complete(id, "{\"outcome\": \"perhaps\"}", 422);
        complete(id, "{\"outcome\": \"won\", \"note\": \"easy\"}", 200);
        complete(id, "{\"outcome\": \"won\"}", 409);

        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/profiles/{id}/instances", first)
                .then()
                .body("items.reason", hasItem("closed-won")));
        as("viewer")
                .get("/v1/tasks/{id}", id)
                .then()
                .body("task.state", equalTo("done"))
                .body("task.closing.note", equalTo("easy"));
    }

    @Test
    void listsPageByPage() {
        publish("gives-more");
        enter("gives-more", "task-3");
        enter("gives-more", "task-4");
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/tasks?state=open&limit=500")
                .then()
                .body("items.findAll { it.journey.journey == 'gives-more' }", hasSize(2)));

        String cursor = as("viewer")
                .get("/v1/tasks?limit=1")
                .then()
                .statusCode(200)
                .extract()
                .path("cursor");
        as("viewer")
                .get("/v1/tasks?limit=1&cursor=" + cursor)
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        as("viewer").get("/v1/tasks?limit=500").then().body("cursor", nullValue());
        as("viewer").get("/v1/tasks?state=asleep").then().statusCode(422);
        as("viewer").get("/v1/tasks/none").then().statusCode(404);
    }

    @Test
    void whoeverDealsWithATaskSeesScoresAndWhatTheProfileDidLast() {
        publish("gives-context");
        String profile = enter("gives-context", "task-5");
        await().atMost(PATIENCE).untilAsserted(() -> list("carl").body("items", hasSize(1)));
        String id = list("carl").extract().path("items[0].id");
        as("viewer").get("/v1/tasks/{id}", id).then().statusCode(200).body("events", nullValue());

        Neighbours.profile(profile, "{\"id\": \"%s\", \"computed\": {\"fit\": 0.9}}".formatted(profile));
        Neighbours.profile(profile + "/timeline", """
                {"items": [
                   {"id": "3", "at": "2026-11-21T10:02:00Z", "cause": {"kind": "message", "outcome": {"status": "opened"}}},
                   {"id": "2", "at": "2026-11-21T10:01:00Z", "cause": {"kind": "segments", "why": "time"}},
                   {"id": "1", "at": "2026-11-21T10:00:00Z", "cause": {"kind": "tracked", "type": "track", "name": "Demo Requested"}}],
                 "cursor": null}
                """);

        as("viewer")
                .get("/v1/tasks/{id}", id)
                .then()
                .statusCode(200)
                .body("computed.fit", equalTo(0.9f))
                .body("events.cause.kind", contains("message", "tracked"))
                .body("events[1].cause.name", equalTo("Demo Requested"))
                .body("events[1].at", equalTo("2026-11-21T10:00:00Z"));
    }

    @Test
    void operatorsSayHowMuchAPersonMayHaveAndWhoIsAway() {
        as("viewer").body("{\"capacity\": 0}").put("/v1/task-people/pia").then().statusCode(403);
        as("operator")
                .body("{\"capacity\": -1}")
                .put("/v1/task-people/pia")
                .then()
                .statusCode(422);
        as("viewer").get("/v1/task-people/pia").then().statusCode(404);
        as("operator")
                .body("{\"capacity\": 0, \"awayUntil\": \"2030-01-01T00:00:00Z\"}")
                .put("/v1/task-people/pia")
                .then()
                .statusCode(200)
                .body("capacity", equalTo(0))
                .body("awayUntil", equalTo("2030-01-01T00:00:00Z"))
                .body("openTasks", equalTo(0))
                .body("changedBy", notNullValue());
        publish("gives-pia");
        enter("gives-pia", "task-6");
        await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                .get("/v1/tasks?waiting=true&limit=500")
                .then()
                .statusCode(200)
                .body("items.findAll { it.journey.journey == 'gives-pia' }.waitsFor", contains(contains("pia"))));

        as("operator").delete("/v1/task-people/pia").then().statusCode(204);
        await().atMost(PATIENCE).untilAsserted(() -> list("pia").body("items", hasSize(1)));
        as("viewer")
                .get("/v1/task-people?limit=500")
                .then()
                .statusCode(200)
                .body("items.find { it.name == 'pia' }.openTasks", equalTo(1));
        as("operator").delete("/v1/task-people/pia").then().statusCode(404);
    }

    private static void complete(String id, String body, int status) {
        as("editor").body(body).post("/v1/tasks/{id}/complete", id).then().statusCode(status);
    }

    private static ValidatableResponse list(String assignee) {
        return as("viewer").get("/v1/tasks?assignee=" + assignee).then().statusCode(200);
    }

    private static String enter(String journey, String user) {
        String profile = Fixture.profile(user);
        try (KafkaProbe activities = new KafkaProbe(Topics.ACTIVITY)) {
            Instant at = Instant.now();
            activities.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, "Start " + journey, at)), at);
        }
        return profile;
    }

    private static void publish(String key) {
        Api.publish("""
                        {"key": "%s", "entry": {"on": {"event": "Start %s"}}, "start": "call",
                         "steps": {"call": {"type": "task", "title": "Call them", "assignee": {"roundRobin": ["tina", "tom"]}, "traits": ["email"],
                                            "outcomes": [{"key": "won", "next": "won"}, {"key": "lost", "next": "lost"}]},
                                   "won": {"type": "exit", "reason": "closed-won"}, "lost": {"type": "exit", "reason": "closed-lost"}}}
                        """.formatted(key, key).replace("[\"tina\", \"tom\"]", people(key)));
    }

    private static String people(String key) {
        return switch (key) {
            case "gives-tasks" -> "[\"tina\", \"tom\"]";
            case "gives-context" -> "[\"carl\"]";
            case "gives-pia" -> "[\"pia\"], \"capacity\": 1";
            default -> "[\"timo\", \"toni\"]";
        };
    }
}
