package io.itinera.consent.link;

import static io.itinera.consent.ConsentApi.as;
import static io.itinera.consent.ConsentApi.check;
import static io.itinera.consent.ConsentApi.decision;
import static io.itinera.consent.ConsentApi.reason;
import static io.itinera.consent.ConsentApi.record;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class PagesTest {

    private final UUID profile = UUID.randomUUID();
    private String unsubscribe;
    private String preferences;

    @BeforeEach
    void aMessageWithLinks() {
        record(decision(profile, "granted")).statusCode(200);
        unsubscribe = link("unsubscribeUrl");
        preferences = link("preferencesUrl");
    }

    @Test
    void oneClickAsAFormUnsubscribes() {
        given().formParam("List-Unsubscribe", "One-Click")
                .post(unsubscribe)
                .then()
                .statusCode(200);

        assertThat(reason(profile)).isEqualTo("denied");
        as("viewer")
                .get("/v1/consents/" + profile)
                .then()
                .body("history[0].source", equalTo("unsubscribe-link"))
                .body("history[0].messageId", equalTo("message-1"));
    }

    @Test
    void oneClickInPartsUnsubscribes() {
        given().multiPart("List-Unsubscribe", "One-Click")
                .post(unsubscribe)
                .then()
                .statusCode(200)
                .contentType(ContentType.HTML)
                .body(containsString("You are unsubscribed"));

        assertThat(reason(profile)).isEqualTo("denied");
    }

    @Test
    void readingTheLinkNeverUnsubscribes() {
        given().get(unsubscribe)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("<html lang=\"en\">"),
                        containsString("<form method=\"post\">"),
                        containsString("News and offers"),
                        not(containsString("<script"))));
        given().head(unsubscribe).then().statusCode(200);
        given().get(preferences).then().statusCode(200);
        given().head(preferences).then().statusCode(200);

        assertThat(reason(profile)).isEqualTo("opt-in");
    }

    @Test
    void clickingTwiceSaysNothingNew() {
        given().post(unsubscribe).then().statusCode(200);
        given().post(unsubscribe).then().statusCode(200);

        as("viewer").get("/v1/consents/" + profile).then().body("history", hasSize(2));
    }

    @Test
    void pagesCanDoNothingButBeReadAndPosted() {
        given().get(unsubscribe)
                .then()
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Cache-Control", equalTo("no-store"))
                .header("X-Robots-Tag", containsString("noindex"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
    }

    @Test
    void aLinkThatIsNotOursChangesNothing() {
        String cut = unsubscribe.substring(0, unsubscribe.length() - 3);
        given().post(cut).then().statusCode(404).contentType(ContentType.HTML);
        given().get(cut).then().statusCode(404).body(containsString("not valid"));
        given().get("/preferences/abc").then().statusCode(404);
        given().get("/u/" + "a".repeat(3000)).then().statusCode(404);

        assertThat(reason(profile)).isEqualTo("opt-in");
    }

    @Test
    void thePreferencePageShowsAndSavesChoices() {
        given().get(preferences)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("name=\"choice.email.marketing\" value=\"granted\" checked"),
                        not(containsString("<script"))));

        given().formParam("choice.email.marketing", "denied")
                .post(preferences)
                .then()
                .statusCode(200)
                .body(containsString("Your choices are saved"))
                .body(containsString("name=\"choice.email.marketing\" value=\"denied\" checked"));
        assertThat(reason(profile)).isEqualTo("denied");

        given().formParam("choice.email.marketing", "granted")
                .post(preferences)
                .then()
                .statusCode(200);
        assertThat(reason(profile)).isEqualTo("opt-in");
    }

    @Test
    void everythingCanBeEndedAtOnceAndOneThingTakenUpAgain() {
        given().formParam("all", "denied").post(preferences).then().statusCode(200);
        assertThat(reason(profile)).isEqualTo("denied");
        check(profile, "transactional", null).body("results[0].allowed", equalTo(true));

        given().formParam("choice.email.marketing", "granted")
                .post(preferences)
                .then()
                .statusCode(200);
        assertThat(reason(profile)).isEqualTo("opt-in");
    }

    @Test
    void whatThePageDidNotOfferCannotBeChosen() {
        given().formParam("choice.email.transactional", "denied")
                .formParam("choice.*.*", "granted")
                .post(preferences)
                .then()
                .statusCode(200);

        as("viewer").get("/v1/consents/" + profile).then().body("history", hasSize(1));
    }

    private String link(String name) {
        String url = check(profile, "marketing", null).extract().path("results[0]." + name);
        return URI.create(url).getPath();
    }
}
