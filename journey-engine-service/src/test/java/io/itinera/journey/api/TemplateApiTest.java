package io.itinera.journey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.itinera.journey.JourneyServiceTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journeys to begin with, over HTTP. */
@JourneyServiceTest
class TemplateApiTest {

    private static final Caller ED = new Caller("ed", "editor", "viewer");
    private static final Caller VERA = new Caller("vera", "viewer");
    private static final Caller APU = new Caller("apu", "approver");

    @Test
    void listsTemplatesInPlainEnglishWithWhatTheyNeed() {
        VERA.gets("/v1/journey-templates?industry=fintech")
                .then()
                .statusCode(200)
                .body("items.key", contains("document-collection"))
                .body("items[0].name", equalTo("Document collection"))
                .body("items[0].industry", equalTo("fintech"))
                .body("items[0].purpose", startsWith("Collects the documents"))
                .body(
                        "items[0].description",
                        allOf(
                                containsString("A profile enters when “Application Started” happens."),
                                containsString("Call about missing documents")))
                .body("items[0].needs.events", hasItem("Application Started"))
                .body("items[0].needs.traits", hasItem("missingDocuments"))
                .body("items[0].needs.messages.template", contains("documents-missing", "documents-complete"))
                .body("items[0].scenarios", hasItem("gives-up"));
        VERA.gets("/v1/journey-templates?industry=nobody").then().body("items", empty());

        String next = VERA.gets("/v1/journey-templates?limit=10")
                .then()
                .body("items", hasSize(10))
                .body("items[0].key", equalTo("after-first-purchase"))
                .extract()
                .path("next");
        VERA.gets("/v1/journey-templates?limit=10&cursor=" + next).then().body("items[-1].key", equalTo("win-back"));
        new Caller("pry", "privacy").gets("/v1/journey-templates").then().statusCode(403);
    }

    @Test
    void showsATemplateAsAFileThatCanBeImported() {
        String file = VERA.gets("/v1/journey-templates/after-visit")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .extract()
                .asString();

        assertThat(file).contains("key: after-visit\n", "\n---\njourney: after-visit\n");
        ED.asks()
                .contentType("text/plain")
                .body(file)
                .post("/v1/catalogue?dryRun=true")
                .then()
                .statusCode(200)
                .body("kind", contains("journey", "scenarios"))
                .body("action", contains("create", "create"));
        VERA.gets("/v1/journey-templates/after-visit/messages")
                .then()
                .statusCode(200)
                .body("key", contains("visit-feedback", "visit-thanks"))
                .body("[0].content.channel", equalTo("email"))
                .body("[0].content.text", containsString("Please write nothing about your health there."));
        VERA.gets("/v1/journey-templates/nothing").then().statusCode(404);
    }

    @Test
    void makesADraftOfEveryTemplateThatHasNoErrorAndPassesItsScenarios() {
        List<String> keys = VERA.gets("/v1/journey-templates?limit=200").path("items.key");
        for (String template : keys) {
            String key = "z-of-" + template;
            use(template, "{\"key\": \"%s\"}".formatted(key));
            VERA.gets("/v1/journeys/" + key + "/check").then().statusCode(200).body("valid", equalTo(true));
            VERA.asks()
                    .post("/v1/journeys/" + key + "/scenarios/run")
                    .then()
                    .statusCode(200)
                    .body("passed", equalTo(true))
                    .body("results.passed", everyItem(equalTo(true)));
        }
        assertThat(keys).hasSize(19);
    }

    @Test
    void aJourneyMadeOfATemplateIsOnesOwnToAdaptTestAndPublish() {
        ED.asks()
                .body("""
                        {"key": "our-stays", "name": "Our stays", "owner": "hotel@example.com", "note": "first try"}""")
                .post("/v1/journey-templates/after-stay/use")
                .then()
                .statusCode(201)
                .header("Location", endsWith("/v1/journeys/our-stays"))
                .header("ETag", "\"1\"")
                .body("state", equalTo("draft"))
                .body("name", equalTo("Our stays"))
                .body("draft.key", equalTo("our-stays"))
                .body("draft.owner", equalTo("hotel@example.com"));
        VERA.gets("/v1/journeys/our-stays/scenarios").then().body("items", hasSize(3));
        VERA.gets("/v1/journeys/our-stays/audit")
                .then()
                .body("items.action", contains("scenarios-replaced", "created"))
                .body("items[1].detail", equalTo("template after-stay"))
                .body("items.note", everyItem(equalTo("first try")));

        String sooner = VERA.gets("/v1/journey-templates/after-stay")
                .asString()
                .replace("key: after-stay", "key: our-stays")
                .replace("journey: after-stay", "journey: our-stays")
                .replace("for: P21D", "for: P20D");
        bringIn(sooner).then().statusCode(200).body("action", contains("edit", "unchanged"));
        publish("our-stays")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/scenario-failed"))
                .body("errors.pointer", contains("/scenarios/liked-it/expect/messages"));
        bringIn(sooner.replace("2026-01-28T", "2026-01-27T"))
                .then()
                .statusCode(200)
                .body("action", contains("unchanged", "edit"));
        publish("our-stays").then().statusCode(200).body("currentVersion", equalTo(1));
    }

    @Test
    void aJourneyListensForEventsByTheNamesThatTheyHaveHere() {
        use("feature-nudge", "{\"key\": \"ours\", \"events\": {\"Signed Up\": \"user_created\"}}");

        VERA.gets("/v1/journeys/ours")
                .then()
                .body("draft.entry.on.event", equalTo("user_created"))
                .body("draft.exits[0].on.event", equalTo("Subscription Cancelled"));
        VERA.asks().post("/v1/journeys/ours/scenarios/run").then().body("passed", equalTo(true));
        ED.asks()
                .body("{\"key\": \"others\", \"events\": {\"Signed Off\": \"user_created\"}}")
                .post("/v1/journey-templates/feature-nudge/use")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/events/Signed Off"));
    }

    @Test
    void refusesAKeyThatIsTakenOrIsNone() {
        use("win-back", "{\"key\": \"twice\"}");

        ED.asks()
                .body("{\"key\": \"twice\"}")
                .post("/v1/journey-templates/win-back/use")
                .then()
                .statusCode(409)
                .body("errors[0].pointer", equalTo("/key"));
        ED.asks()
                .body("{\"key\": \"No Key\"}")
                .post("/v1/journey-templates/win-back/use")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/key"));
        ED.asks()
                .body("{\"name\": \"x\"}")
                .post("/v1/journey-templates/win-back/use")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/key"));
        ED.asks()
                .body("{\"key\": \"x\"}")
                .post("/v1/journey-templates/nothing/use")
                .then()
                .statusCode(404);
        VERA.asks()
                .body("{\"key\": \"x\"}")
                .post("/v1/journey-templates/win-back/use")
                .then()
                .statusCode(403);
    }

    private static Response bringIn(String file) {
        return ED.asks().contentType("text/plain").body(file).post("/v1/catalogue");
    }

    private static Response publish(String key) {
        return APU.asks().header("If-Match", "*").post("/v1/journeys/" + key + "/publish");
    }

    private static void use(String template, String body) {
        ED.asks()
                .body(body)
                .post("/v1/journey-templates/" + template + "/use")
                .then()
                .statusCode(201);
    }
}
