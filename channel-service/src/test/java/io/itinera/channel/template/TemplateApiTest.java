package io.itinera.channel.template;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.Stage;
import io.itinera.local.testing.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stage.class)
class TemplateApiTest {

    private static Map<String, String> mail(String subject) {
        return Map.of("channel", "email", "subject", subject, "html", "<p>{{ profile.first_name }}</p>");
    }

    @Test
    void keepsEveryVersionAndChangesOnlyWhatTheCallerHasSeen() {
        String path = "/v1/templates/" + Api.fresh("t");
        Api.as("editor").body(mail("one")).put(path).then().statusCode(201).header("ETag", "\"1\"");
        Api.as("editor").body(mail("one")).put(path).then().statusCode(200).header("ETag", "\"1\"");
        Api.as("editor").body(mail("two")).put(path).then().statusCode(428);
        Api.as("editor")
                .header("If-Match", "\"7\"")
                .body(mail("two"))
                .put(path)
                .then()
                .statusCode(412);
        Api.as("editor")
                .header("If-Match", "\"1\"")
                .body(mail("two"))
                .put(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");

        Api.as("viewer")
                .get(path)
                .then()
                .statusCode(200)
                .body("subject", equalTo("two"))
                .body("version", equalTo(2));
        Api.as("viewer")
                .queryParam("version", 1)
                .get(path)
                .then()
                .statusCode(200)
                .body("subject", equalTo("one"));
        Api.as("viewer").get(path + "/versions").then().statusCode(200).body("version", contains(2, 1));
        Api.as("editor").header("If-Match", "\"1\"").delete(path).then().statusCode(412);
        Api.as("editor").header("If-Match", "\"2\"").delete(path).then().statusCode(204);
        Api.as("viewer").get(path).then().statusCode(404);
        Api.as("viewer").queryParam("version", 2).get(path).then().statusCode(200);
        Api.as("editor").body(mail("three")).put(path).then().statusCode(201).header("ETag", "\"3\"");
    }

    @Test
    void refusesATemplateAndNamesEveryPartThatIsWrong() {
        Api.as("editor")
                .body(Map.of("channel", "email", "html", "{% if %}", "text", "{% include 'x' %}"))
                .put("/v1/templates/bad")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-template"))
                .body("errors.pointer", hasItems("/subject", "/html", "/text"));
        Api.as("editor")
                .body(Map.of("channel", "pigeon"))
                .put("/v1/templates/bad")
                .then()
                .statusCode(422)
                .body("errors[0].detail", containsString("email, webhook"));
        Api.as("editor")
                .body(Map.of("channel", "email", "sbject", "x"))
                .put("/v1/templates/bad")
                .then()
                .statusCode(400);
        Api.as("editor").body(mail("x")).put("/v1/templates/Not-A-Key").then().statusCode(422);
    }

    @Test
    void previewsWithGivenValuesAndReportsWhatIsMissing() {
        Api.newTemplate("seen", mail("For {{ profile.nick }} {{ event.total | default: 0 }}"));

        Api.as("editor")
                .body(Map.of("profile", Map.of("first_name", "<Ada>"), "event", Map.of()))
                .post("/v1/templates/seen/preview")
                .then()
                .statusCode(200)
                .body("subject", equalTo("For  0"))
                .body("html", equalTo("<p>&lt;Ada&gt;</p>"))
                .body("missing", contains("profile.nick"));
    }

    @Test
    void previewsAnUnsavedTemplateAgainstAProfile() {
        Api.as("editor")
                .body(Map.of("template", mail("Hi {{ profile.email }}"), "profileId", "userId:42"))
                .post("/v1/templates/preview")
                .then()
                .statusCode(200)
                .body("subject", equalTo("Hi ada@shop.example"))
                .body("html", equalTo("<p>Ada</p>"))
                .body("missing", empty());
        Api.as("editor")
                .body(Map.of("template", mail("x"), "profileId", "nobody"))
                .post("/v1/templates/preview")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/profileId"));
    }

    @Test
    void asksForATokenWithARole() {
        given().get("/v1/templates").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.expired("viewer"))
                .get("/v1/templates")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(Tokens.forged("viewer"))
                .get("/v1/templates")
                .then()
                .statusCode(401);
        Api.as("privacy").get("/v1/templates").then().statusCode(403);
        Api.as("viewer").body(mail("x")).put("/v1/templates/no").then().statusCode(403);
        Api.as("editor")
                .body(Map.of("url", "https://x.example/"))
                .put("/v1/endpoints/no")
                .then()
                .statusCode(403);
        Api.as("viewer").body("{}").post("/v1/messages").then().statusCode(403);
        given().get("/v1/messages/x").then().statusCode(401);
        given().get("/c/forged").then().statusCode(404);
        given().get("/o/forged").then().statusCode(200).contentType("image/gif");
        Api.newTemplate("listed", mail("x"));
        Api.as("viewer").get("/v1/templates").then().statusCode(200).body("templates.key", hasItem("listed"));
    }
}
