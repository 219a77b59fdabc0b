package io.itinera.journey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/** The tests of journeys in files, over HTTP. */
@JourneyServiceTest
class ExchangeApiTest {

    private static final Caller ADA = new Caller("ada", "editor", "approver", "viewer");

    @Test
    void aFailingTestThatCameInAFileKeepsTheJourneyFromBeingPublished() {
        bringIn(file("promoted", "bought-soon: " + scenario("promoted", "[ pause, mail, end ]")), "?note=promotion")
                .then()
                .statusCode(200)
                .body("kind", contains("journey", "scenarios"))
                .body("action", contains("create", "create"))
                .body("[1].scenarios.added", contains("bought-soon"));

        ADA.gets("/v1/journeys/promoted/audit")
                .then()
                .body("items.action", contains("scenarios-replaced", "imported"))
                .body("items.actor", contains("ada", "ada"))
                .body("items[0].detail", equalTo("added bought-soon"))
                .body("items.note", contains("promotion", "promotion"));
        publish("promoted").then().statusCode(422).body("type", equalTo("/problems/scenario-failed"));

        bringIn(file("promoted", "bought-soon: " + scenario("promoted", "[ pause ]")), "")
                .then()
                .statusCode(200)
                .body("action", contains("unchanged", "edit"))
                .body("[1].scenarios.changed", contains("bought-soon"));
        publish("promoted").then().statusCode(200);
        assertThat(export("?what=published")).contains("journey: promoted\nscenarios:\n  bought-soon:\n");
    }

    @Test
    void whatIsExportedAndImportedIsExportedByteForByteTheSame() {
        bringIn(
                        file(
                                "returned",
                                "zeta: " + scenario("returned", "[ pause ]"),
                                "b-2: " + scenario("returned", "[ pause ]"),
                                "b: " + scenario("returned", "[ pause ]")),
                        "")
                .then()
                .statusCode(200);
        String export = export("");
        String mine = of(export, "returned");
        assertThat(mine)
                .contains("  b:\n", "  b-2:\n", "  zeta:\n")
                .containsSubsequence("  b:\n", "  b-2:\n", "  zeta:\n");

        bringIn(export, "?dryRun=true").then().statusCode(200).body("action.unique()", contains("unchanged"));
        bringIn(export, "").then().statusCode(200).body("action.unique()", contains("unchanged"));
        assertThat(of(export(""), "returned")).isEqualTo(mine);

        // The same in a catalogue that has lost them.
        ADA.asks().delete("/v1/journeys/returned/scenarios/b").then().statusCode(204);
        ADA.asks()
                .body("{\"expect\": {\"entries\": 0}}")
                .put("/v1/journeys/returned/scenarios/more")
                .then()
                .statusCode(200);
        assertThat(of(export(""), "returned")).isNotEqualTo(mine);
        bringIn(mine, "")
                .then()
                .body("[1].scenarios.added", contains("b"))
                .body("[1].scenarios.removed", contains("more"));
        assertThat(of(export(""), "returned")).isEqualTo(mine);
        ADA.gets("/v1/journeys/returned/audit?limit=3")
                .then()
                .body("items.action", contains("scenarios-replaced", "scenario-saved", "scenario-deleted"))
                .body("items.detail", contains("added b; removed more", "more", "b"));
    }

    @Test
    void aFileWithoutScenariosLeavesThoseOfTheJourneyAsTheyAre() {
        bringIn(file("keeps", "one: " + scenario("keeps", "[ pause ]")), "");

        bringIn("---\n" + Fixture.cart("keeps", "PT2H"), "")
                .then()
                .body("action", contains("edit"))
                .body("[0].scenarios", nullValue());
        ADA.gets("/v1/journeys/keeps/scenarios").then().body("items.name", contains("one"));
        bringIn("---\njourney: keeps\nscenarios: {}\n", "").then().body("[0].scenarios.removed", contains("one"));
        ADA.gets("/v1/journeys/keeps/scenarios").then().body("items.size()", equalTo(0));
    }

    @Test
    void aScenarioThatIsWrongIsNamedAndNothingIsImported() {
        String broken =
                file("half", "good: " + scenario("half", "[ pause ]"), "bad: {evnts: [], expect: {entries: 0}}");

        bringIn(broken, "")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-journey"))
                .body("errors.pointer", contains("/1/scenarios/bad/evnts"));
        ADA.gets("/v1/journeys/half").then().statusCode(404);
        bringIn(broken, "?dryRun=true")
                .then()
                .body("action", contains("create", "refuse"))
                .body("[1].findings.pointer", contains("/scenarios/bad/evnts"));
        bringIn("---\njourney: nobodys\nscenarios: {}\n", "")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/0/journey"));
        bringIn(file("half", "") + "---\njourney: half\nscenarios: {}\n", "")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/2/journey"));
    }

    @Test
    void aDryRunRunsTheScenariosAsPublishingWould() {
        String file = file(
                "dry", "fits: " + scenario("dry", "[ pause ]"), "misses: " + scenario("dry", "[ pause, mail, end ]"));

        bringIn(file, "?dryRun=true")
                .then()
                .statusCode(200)
                .body("action", contains("create", "create"))
                .body("[0].tests", nullValue())
                .body("[1].tests.name", contains("fits", "misses"))
                .body("[1].tests.passed", contains(true, false))
                .body("[1].tests[0].failures.size()", equalTo(0))
                .body("[1].tests[1].failures.pointer", contains("/expect/path"))
                .body("[1].tests[1].failures[0].message", containsString("but was [pause]"));
        ADA.gets("/v1/journeys/dry").then().statusCode(404);
        bringIn(file, "").then().statusCode(200).body("[1].tests", nullValue());

        // A definition that comes alone is held to the tests that the journey has, and tests alone to the draft.
        bringIn("---\n" + Fixture.cart("dry", "PT2M"), "?dryRun=true")
                .then()
                .body("[0].tests.passed", contains(false, true));
        bringIn("---\njourney: dry\nscenarios: {fits: " + scenario("dry", "[ pause ]") + "}\n", "?dryRun=true")
                .then()
                .body("[0].tests.name", contains("fits"))
                .body("[0].tests.passed", contains(true));
        bringIn(file.replace("\"start\": \"pause\"", "\"start\": \"nowhere\""), "?dryRun=true")
                .then()
                .body("action", contains("refuse", "unchanged"))
                .body("[1].tests", nullValue());
    }

    private static String file(String key, String... scenarios) {
        StringBuilder file = new StringBuilder("---\n")
                .append(Fixture.cart(key, "PT1H").strip())
                .append("\n---\njourney: ")
                .append(key)
                .append("\nscenarios: {");
        return file.append(String.join(", ", scenarios)).append("}\n").toString();
    }

    private static String scenario(String key, String path) {
        return "{events: [{event: %s}, {after: PT20M, event: Order Completed}], expect: {path: %s}}"
                .formatted(Fixture.trigger(key), path);
    }

    /** The documents of one journey. */
    private static String of(String export, String key) {
        int definition = export.indexOf("---\nkey: " + key + "\n");
        int tests = export.indexOf("---\njourney: " + key + "\n");
        int end = export.indexOf("---\n", tests + 1);
        return export.substring(definition, end < 0 ? export.length() : end);
    }

    private static String export(String query) {
        return ADA.asks()
                .accept("application/yaml")
                .get("/v1/catalogue" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Response bringIn(String yaml, String query) {
        return ADA.asks().contentType("text/plain").body(yaml).post("/v1/catalogue" + query);
    }

    private static Response publish(String key) {
        return ADA.asks().header("If-Match", "*").post("/v1/journeys/" + key + "/publish");
    }
}
