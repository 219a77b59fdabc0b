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
                        """.formatted(key, key)
                .replace("tina", key.equals("gives-tasks") ? "tina" : "timo")
                .replace("\"tom\"", key.equals("gives-tasks") ? "\"tom\"" : "\"toni\""));
    }
}
