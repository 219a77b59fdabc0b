package io.itinera.journey;

import static io.restassured.RestAssured.given;

import io.itinera.journey.topology.Loaded;
import io.itinera.local.testing.Tokens;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/** The service's API, for tests that are about something else. */
public final class Api {

    private Api() {}

    /** Somebody of a role asks. */
    public static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType("application/json");
    }

    /** Makes a journey, and publishes it as it is; the answer to that, once the engine follows the journey unless its segments are filled first. */
    public static ValidatableResponse publish(String definition) {
        String key = as("editor")
                .body(definition)
                .post("/v1/journeys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        ValidatableResponse published = as("approver")
                .header("If-Match", "*")
                .post("/v1/journeys/{key}/publish", key)
                .then()
                .statusCode(200);
        if (published.extract().<List<?>>path("preparing").isEmpty()) {
            Loaded.await(key);
        }
        return published;
    }
}
