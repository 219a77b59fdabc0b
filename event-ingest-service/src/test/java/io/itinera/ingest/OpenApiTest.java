package io.itinera.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@RealBackEnds
class OpenApiTest {

    @Test
    void describesEveryPublicPathAndEveryManagementPath() {
        String document =
                given().get("/q/openapi").then().statusCode(200).extract().asString();

        assertThat(document)
                .contains(
                        "/v1/track:",
                        "/v1/identify:",
                        "/v1/page:",
                        "/v1/screen:",
                        "/v1/group:",
                        "/v1/alias:",
                        "/v1/batch:",
                        "/v1/import:",
                        "/v1/events:",
                        "/v1/write-keys:",
                        "/v1/dead-letters:",
                        "/v1/dead-letters/replay:");
    }
}
