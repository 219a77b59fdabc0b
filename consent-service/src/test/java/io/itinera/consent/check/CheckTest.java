package io.itinera.consent.check;

import static io.itinera.consent.ConsentApi.as;
import static io.itinera.consent.ConsentApi.check;
import static io.itinera.consent.ConsentApi.decision;
import static io.itinera.consent.ConsentApi.reason;
import static io.itinera.consent.ConsentApi.record;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class CheckTest {

    private final UUID profile = UUID.randomUUID();

    @Test
    void marketingNeedsAYesAndTransactionalDoesNot() {
        check(profile, "marketing", null)
                .statusCode(200)
                .body("results[0].id", equalTo("1"))
                .body("results[0].allowed", equalTo(false))
                .body("results[0].reason", equalTo("no-consent"))
                .body("results[0].receipt", notNullValue())
                .body("results[0].unsubscribeUrl", nullValue());
        check(profile, "transactional", null)
                .statusCode(200)
                .body("results[0].allowed", equalTo(true))
                .body("results[0].reason", equalTo("transactional"))
                .body("results[0].unsubscribeUrl", nullValue());
    }

    @Test
    void aChangeIsSeenByTheNextCheck() {
        record(decision(profile, "granted")).statusCode(200);
        assertThat(reason(profile)).isEqualTo("opt-in");
        record(decision(profile, "denied")).statusCode(200);
        assertThat(reason(profile)).isEqualTo("denied");
        record(decision(profile, "granted")).statusCode(200);
        assertThat(reason(profile)).isEqualTo("opt-in");
    }

    @Test
    void anAllowedMarketingMessageGetsItsLinks() {
        record(decision(profile, "granted")).statusCode(200);
        check(profile, "marketing", null)
                .body("results[0].unsubscribeUrl", startsWith("https://mail.example.com/u/"))
                .body("results[0].preferencesUrl", startsWith("https://mail.example.com/preferences/"));
    }

    @Test
    void aPurposeThatNobodyConfiguredIsNeverAllowed() {
        record(decision("profileId", profile.toString(), "*", "*", "granted")).statusCode(200);
        check(profile, "marketting", null)
                .body("results[0].allowed", equalTo(false))
                .body("results[0].reason", equalTo("unknown-purpose"));
    }

    @Test
    void aReceiptProvesWhatTheMessageReliedOn() {
        String entry = record(decision(profile, "granted")).extract().path("results[0].entry");
        String receipt = check(profile, "marketing", null).extract().path("results[0].receipt");

        as("privacy")
                .body(Map.of("receipt", receipt))
                .post("/v1/receipts")
                .then()
                .statusCode(200)
                .body("profileId", equalTo(profile.toString()))
                .body("messageId", equalTo("message-1"))
                .body("allowed", equalTo(true))
                .body("reason", equalTo("opt-in"))
                .body("entry.seq", equalTo(Integer.valueOf(entry)))
                .body("entry.textVersion", equalTo("newsletter-7"))
                .body("entryIntact", equalTo(true));
        as("privacy")
                .body(Map.of("receipt", receipt.substring(0, receipt.length() - 2) + "zz"))
                .post("/v1/receipts")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/receipt"));
    }

    @Test
    void aThousandChecksAreAnsweredInOrder() {
        List<UUID> profiles =
                IntStream.range(0, 1000).mapToObj(_ -> UUID.randomUUID()).toList();
        List<Map<String, Object>> decisions = new ArrayList<>();
        List<Map<String, Object>> checks = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            if (i % 3 != 0) {
                decisions.add(decision(profiles.get(i), i % 3 == 1 ? "granted" : "denied"));
            }
            checks.add(Map.of(
                    "id",
                    "c" + i,
                    "profileId",
                    profiles.get(i),
                    "channel",
                    "email",
                    "purpose",
                    "marketing",
                    "address",
                    "a" + i + "@example.com"));
        }
        as("service")
                .body(Map.of("decisions", decisions))
                .post("/v1/consents")
                .then()
                .statusCode(200);

        List<Map<String, Object>> results = as("service")
                .body(Map.of("checks", checks))
                .post("/v1/checks")
                .then()
                .statusCode(200)
                .body("results", hasSize(1000))
                .extract()
                .path("results");

        for (int i = 0; i < 1000; i++) {
            assertThat(results.get(i).get("id")).isEqualTo("c" + i);
            assertThat(results.get(i).get("reason"))
                    .isEqualTo(i % 3 == 0 ? "no-consent" : i % 3 == 1 ? "opt-in" : "denied");
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        as("service")
                .body(Map.of(
                        "checks",
                        List.of(Map.of("id", "1", "profileId", profile, "channel", "E Mail", "purpose", "x"))))
                .post("/v1/checks")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/checks/0/channel"));
        as("service")
                .body(Map.of("checks", List.of()))
                .post("/v1/checks")
                .then()
                .statusCode(422);
        as("service")
                .body("{\"checks\":[{\"profileId\":\"x\"}]}")
                .post("/v1/checks")
                .then()
                .statusCode(400);
    }

    @Test
    void onlyServicesAndOperatorsMayAsk() {
        as("viewer").body("{}").post("/v1/checks").then().statusCode(403).body("title", notNullValue());
        given().contentType("application/json")
                .body("{}")
                .post("/v1/checks")
                .then()
                .statusCode(401);
    }
}
