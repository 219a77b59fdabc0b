package io.itinera.consent;

import static io.restassured.RestAssured.given;

import io.itinera.local.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls of the API as the tests make them. */
public final class ConsentApi {

    private ConsentApi() {}

    /** A decision about e-mail marketing by a profile. */
    public static Map<String, Object> decision(UUID profile, String decision) {
        return decision("profileId", profile.toString(), "email", "marketing", decision);
    }

    /** A decision. */
    public static Map<String, Object> decision(
            String idField, String id, String channel, String purpose, String decision) {
        Map<String, Object> body = new HashMap<>();
        body.put(idField, id);
        body.put("channel", channel);
        body.put("purpose", purpose);
        body.put("decision", decision);
        body.put("source", "signup-form");
        body.put("textVersion", "newsletter-7");
        return body;
    }

    /** Sends decisions. */
    public static ValidatableResponse record(Map<?, ?>... decisions) {
        return as("editor")
                .body(Map.of("decisions", List.of(decisions)))
                .post("/v1/consents")
                .then();
    }

    /** Asks about one e-mail. */
    public static ValidatableResponse check(UUID profile, String purpose, String address) {
        Map<String, Object> check = new HashMap<>();
        check.put("id", "1");
        check.put("profileId", profile);
        check.put("channel", "email");
        check.put("purpose", purpose);
        check.put("address", address);
        check.put("messageId", "message-1");
        return as("service")
                .body(Map.of("checks", List.of(check)))
                .post("/v1/checks")
                .then();
    }

    /** The reason of the answer about one marketing e-mail. */
    public static String reason(UUID profile) {
        return check(profile, "marketing", null).statusCode(200).extract().path("results[0].reason");
    }

    /** A request with a role and a JSON body. */
    public static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }
}
