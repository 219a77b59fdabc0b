package io.itinera.journey.api;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import org.junit.jupiter.api.Test;

/** Going back to an older version, and finding out who uses what. */
@JourneyServiceTest
class GoingBackApiTest {

    private static final Caller ADA = new Caller("ada", "editor", "approver", "viewer");
    private static final Caller OPS = new Caller("ops", "operator");

    @Test
    void anOlderVersionIsPublishedAnewInOneCall() {
        ADA.creates(Fixture.cart("goes-back", "PT1H"));
        ADA.posts("goes-back", "publish", "").then().statusCode(200);
        ADA.edits("goes-back", Fixture.cart("goes-back", "PT2H"));
        ADA.posts("goes-back", "publish", "").then().body("currentVersion", equalTo(2));

        OPS.posts("goes-back", "versions/1/publish", "{\"note\": \"too slow\"}")
                .then()
                .statusCode(200)
                .body("currentVersion", equalTo(3))
                .body("draft.steps.pause.for", equalTo("PT1H"));
        ADA.gets("/v1/journeys/goes-back/versions/3").then().body("steps.pause.for", equalTo("PT1H"));
        ADA.gets("/v1/journeys/goes-back/versions/2").then().body("steps.pause.for", equalTo("PT2H"));
        ADA.gets("/v1/journeys/goes-back/audit")
                .then()
                .body("items[0].action", equalTo("rolled-back"))
                .body("items[0].actor", equalTo("ops"))
                .body("items[0].version", equalTo(3))
                .body("items[0].detail", equalTo("version 1"))
                .body("items[0].note", equalTo("too slow"));
    }

    @Test
    void aDraftThatIsUnderWayStaysWhileTheJourneyGoesBack() {
        ADA.creates(Fixture.cart("keeps-draft", "PT1H"));
        ADA.posts("keeps-draft", "publish", "");
        ADA.edits("keeps-draft", Fixture.cart("keeps-draft", "PT2H"));
        ADA.posts("keeps-draft", "publish", "");
        ADA.edits("keeps-draft", Fixture.cart("keeps-draft", "PT3H"));

        ADA.posts("keeps-draft", "versions/1/publish", "")
                .then()
                .statusCode(200)
                .body("draft.steps.pause.for", equalTo("PT3H"));
        ADA.posts("keeps-draft", "publish", "").then().body("currentVersion", equalTo(4));
    }

    @Test
    void thereMustBeSomethingToGoBackTo() {
        ADA.creates(Fixture.cart("nowhere-back", "PT1H"));
        ADA.posts("nowhere-back", "versions/1/publish", "").then().statusCode(409);
        ADA.posts("nowhere-back", "publish", "");
        ADA.posts("nowhere-back", "versions/1/publish", "")
                .then()
                .statusCode(409)
                .body("detail", containsString("is the current one already"));
        ADA.posts("nowhere-back", "versions/7/publish", "").then().statusCode(404);
        ADA.asks().post("/v1/journeys/nowhere-back/versions/1/publish").then().statusCode(428);
        new Caller("eve", "editor")
                .asks()
                .header("If-Match", "*")
                .post("/v1/journeys/nowhere-back/versions/1/publish")
                .then()
                .statusCode(403);
    }

    @Test
    void tellsWhichJourneysUseATemplateASegmentOrAnEvent() {
        ADA.creates(Fixture.cart("uses-things", "PT1H")
                .replace("\"template\": \"cart\"", "\"template\": \"used-template\", \"offer\": \"used-offer\"")
                .replace("\"entry\": {", "\"entry\": {\"audience\": {\"segment\": \"used-segment\"}, "));
        ADA.posts("uses-things", "publish", "");
        ADA.edits(
                "uses-things",
                Fixture.cart("uses-things", "PT1H")
                        .replace("\"template\": \"cart\"", "\"template\": \"used-template\""));

        ADA.gets("/v1/governance/uses?kind=template&name=used-template")
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.journey", contains("uses-things", "uses-things"))
                .body("items.version", contains(1, null))
                .body("items[0].pointer", equalTo("/steps/mail/template"));
        ADA.gets("/v1/governance/uses?kind=segment&name=used-segment")
                .then()
                .body("items.pointer", contains("/entry/audience/segment"));
        ADA.gets("/v1/governance/uses?kind=offer&name=used-offer")
                .then()
                .body("items.pointer", contains("/steps/mail/offer"));
        ADA.gets("/v1/governance/uses?kind=event&name=Order Completed&limit=1")
                .then()
                .body("items", hasSize(1))
                .body("next", notNullValue());
        ADA.gets("/v1/governance/uses?kind=channel&name=email&limit=1000")
                .then()
                .body("items.journey", hasItem("uses-things"));
        ADA.gets("/v1/governance/uses?name=never-used").then().body("items", empty());
        ADA.gets("/v1/governance/uses?kind=colour").then().statusCode(422).body("errors[0].pointer", equalTo("?kind"));
        new Caller("pry", "privacy").gets("/v1/governance/uses").then().statusCode(403);
    }
}
