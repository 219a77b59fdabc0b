package io.itinera.consent.policy;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.consent.ConsentApi;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class PurposeResourceTest {

    @Test
    void saysWhichPurposesHaveARule() {
        ConsentApi.as("service")
                .get("/v1/purposes")
                .then()
                .statusCode(200)
                .body("items.name", contains("marketing", "transactional"))
                .body("items.find { it.name == 'marketing' }.optIn", equalTo(true));
    }
}
