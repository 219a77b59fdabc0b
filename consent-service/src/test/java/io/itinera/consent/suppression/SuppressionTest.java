package io.itinera.consent.suppression;

import static io.itinera.consent.ConsentApi.as;
import static io.itinera.consent.ConsentApi.check;
import static io.itinera.consent.ConsentApi.decision;
import static io.itinera.consent.ConsentApi.record;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class SuppressionTest {

    private final UUID profile = UUID.randomUUID();
    private final String address = "ann." + profile + "@example.com";

    @Test
    void aSuppressedAddressGetsNothingHoweverItIsWritten() {
        record(decision(profile, "granted")).statusCode(200);
        suppress("  ANN." + profile + "@Example.com", "*");

        check(profile, "marketing", address).body("results[0].reason", equalTo("suppressed-address"));
        check(profile, "transactional", address.toUpperCase())
                .body("results[0].reason", equalTo("suppressed-address"))
                .body("results[0].allowed", equalTo(false));
        check(profile, "marketing", "other@example.com").body("results[0].reason", equalTo("opt-in"));
    }

    @Test
    void aSuppressionOnOneChannelLeavesOthersAlone() {
        suppress(address, "sms");
        check(profile, "transactional", address).body("results[0].reason", equalTo("transactional"));
    }

    @Test
    void aReleasedAddressGetsMessagesAgain() {
        suppress(address, "*");
        as("operator")
                .queryParam("address", address)
                .delete("/v1/suppressions")
                .then()
                .statusCode(204);

        check(profile, "transactional", address).body("results[0].reason", equalTo("transactional"));
        as("operator")
                .queryParam("address", address)
                .delete("/v1/suppressions")
                .then()
                .statusCode(404);
    }

    @Test
    void suppressingTwiceIsHarmless() {
        suppress(address, "email");
        suppress(address, "email");

        as("operator")
                .queryParam("address", address)
                .get("/v1/suppressions")
                .then()
                .statusCode(200)
                .body("suppressions", hasSize(1))
                .body("suppressions[0].address", equalTo(address))
                .body("suppressions[0].reason", equalTo("hard-bounce"));
    }

    @Test
    void theListComesInPages() {
        suppress(address, "email");
        suppress("second." + address, "email");
        String next = as("privacy")
                .queryParam("limit", 1)
                .get("/v1/suppressions")
                .then()
                .body("suppressions", hasSize(1))
                .extract()
                .path("next");
        as("privacy")
                .queryParam("limit", 1)
                .queryParam("cursor", next)
                .get("/v1/suppressions")
                .then()
                .body("suppressions", hasSize(1));
        as("viewer").get("/v1/suppressions").then().statusCode(403);
    }

    private static void suppress(String address, String channel) {
        as("service")
                .body(Map.of(
                        "suppressions",
                        List.of(Map.of("address", address, "channel", channel, "reason", "hard-bounce"))))
                .post("/v1/suppressions")
                .then()
                .statusCode(200)
                .body("suppressions", hasSize(1));
    }
}
