package io.itinera.journey.trial;

import static io.itinera.journey.Api.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class TrialApiTest {

    @Test
    void playsAScenarioAgainstADraftAndKeepsNothing() {
        create("plays");

        as("viewer")
                .body("""
                        {"scenario": {"events": [{"event": "Cart Updated in plays"}, {"after": "PT3H", "event": "Order Completed"}]}}""")
                .post("/v1/journeys/plays/simulate")
                .then()
                .statusCode(200)
                .body("traces", hasSize(1))
                .body("traces[0].ways[0].path", contains("pause", "mail", "end"))
                .body("traces[0].ways[0].messages.template", contains("cart"))
                .body("traces[0].beats.input", hasItem("timer"))
                .body("coverage.exitsMissed", contains("bought"))
                .body("complete", equalTo(true));
        as("viewer").get("/v1/journeys/plays").then().body("revision", equalTo(1));
    }

    @Test
    void playsADefinitionThatIsNotSaved() {
        as("editor")
                .body("""
                        {"definition": %s, "explore": true, "scenario": {"events": [{"event": "Cart Updated in loose"}]}}""".formatted(Fixture.cart("loose", "PT1H")))
                .post("/v1/journeys/simulate")
                .then()
                .statusCode(200)
                .body("traces[0].ways[0].reason", equalTo("completed"));
    }

    @Test
    void namesThePlaceOfAScenarioThatIsWrong() {
        create("misread");

        as("viewer")
                .body("{\"scenario\": {\"events\": [{\"after\": \"soon\", \"event\": \"A\"}]}}")
                .post("/v1/journeys/misread/simulate")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/scenario/events/0"));
        as("viewer")
                .body("{\"scenario\": {\"evnts\": []}}")
                .post("/v1/journeys/misread/simulate")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/scenario/evnts"));
    }

    @Test
    void aFailingScenarioKeepsADraftFromBeingPublishedUntilItPasses() {
        create("tested");
        as("editor")
                .body("""
                        {"events": [{"event": "Cart Updated in tested"}, {"after": "PT30M", "event": "Order Completed"}],
                         "expect": {"path": ["pause", "mail", "end"], "end": "completed"}}""")
                .put("/v1/journeys/tested/scenarios/buyer")
                .then()
                .statusCode(200)
                .body("updatedBy", equalTo("test"));

        as("approver")
                .header("If-Match", "*")
                .post("/v1/journeys/tested/publish")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/scenario-failed"))
                .body("detail", equalTo("these scenarios fail with the draft: buyer"))
                .body("errors.pointer", hasItem("/scenarios/buyer/expect/end"));
        as("viewer").get("/v1/journeys/tested").then().body("currentVersion", equalTo(0));

        as("editor").body("""
                        {"events": [{"event": "Cart Updated in tested"}, {"after": "PT30M", "event": "Order Completed"}],
                         "expect": {"path": ["pause"], "end": "exit:bought", "messages": []}}""").put("/v1/journeys/tested/scenarios/buyer").then().statusCode(200);
        as("viewer")
                .post("/v1/journeys/tested/scenarios/run")
                .then()
                .statusCode(200)
                .body("passed", equalTo(true))
                .body("results.name", contains("buyer"))
                .body("coverage.stepsMissed", contains("mail", "end"));
        as("approver")
                .header("If-Match", "*")
                .post("/v1/journeys/tested/publish")
                .then()
                .statusCode(200)
                .body("currentVersion", equalTo(1));
    }

    @Test
    void listsAndForgetsScenarios() {
        create("listed");
        for (String name : new String[] {"a", "b", "c"}) {
            as("editor")
                    .body("{\"expect\": {\"entries\": 0}}")
                    .put("/v1/journeys/listed/scenarios/" + name)
                    .then()
                    .statusCode(200);
        }

        String next = as("viewer")
                .get("/v1/journeys/listed/scenarios?limit=2")
                .then()
                .statusCode(200)
                .body("items.name", contains("a", "b"))
                .extract()
                .path("next");
        as("viewer")
                .get("/v1/journeys/listed/scenarios?limit=2&cursor=" + next)
                .then()
                .body("items.name", contains("c"))
                .body("next", nullValue());
        as("editor").delete("/v1/journeys/listed/scenarios/b").then().statusCode(204);
        as("viewer").get("/v1/journeys/listed/scenarios/b").then().statusCode(404);
        as("viewer")
                .body("{\"expect\": {\"entries\": 0}}")
                .put("/v1/journeys/listed/scenarios/d")
                .then()
                .statusCode(403);
        as("editor")
                .body("{\"events\": []}")
                .put("/v1/journeys/listed/scenarios/d")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/expect"));
    }

    @Test
    void checksADraftAndSaysWhichServicesWereAway() {
        create("checked");

        as("viewer")
                .get("/v1/journeys/checked/check")
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("findings.findAll { it.code == 'not-checked' }.severity", hasItem("info"))
                .body(
                        "findings.message",
                        hasItem("has templates that were not checked: channel-service does not answer"));
    }

    private static void create(String key) {
        as("editor").body(Fixture.cart(key, "PT1H")).post("/v1/journeys").then().statusCode(201);
    }
}
