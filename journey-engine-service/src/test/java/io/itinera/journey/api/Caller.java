package io.itinera.journey.api;

import static io.restassured.RestAssured.given;

import io.itinera.local.testing.Tokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Somebody who calls the API with roles of their own. */
record Caller(String name, String... roles) {

    RequestSpecification asks() {
        return given().auth().oauth2(Tokens.forSubject(name, roles)).contentType("application/json");
    }

    /** Reads the journey for its tag, then posts. */
    Response posts(String key, String action, String body) {
        return asks().header("If-Match", tag(key)).body(body).post("/v1/journeys/" + key + "/" + action);
    }

    Response edits(String key, String definition) {
        return asks().header("If-Match", tag(key)).body(definition).put("/v1/journeys/" + key + "/draft");
    }

    Response creates(String definition) {
        return asks().body(definition).post("/v1/journeys");
    }

    Response gets(String path) {
        return asks().get(path);
    }

    String tag(String key) {
        return gets("/v1/journeys/" + key).then().statusCode(200).extract().header("ETag");
    }
}
