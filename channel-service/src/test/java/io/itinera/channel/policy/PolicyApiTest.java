package io.itinera.channel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.Stage;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stage.class)
class PolicyApiTest {

    private static final String CAPS = "/v1/policies/caps/";
    private static final String QUIET = "/v1/policies/quiet-hours/";

    @AfterEach
    void nothingIsLeft() {
        Api.noPolicies();
    }

    private static Map<String, Object> cap(String purpose) {
        return new HashMap<>(Map.of("channel", "email", "purpose", purpose, "count", 3, "within", "P7D"));
    }

    @Test
    void keepsACapAndShowsItWithItsTag() {
        String key = Api.fresh("weekly");

        String tag = Api.as("editor")
                .body(cap("nobody"))
                .put(CAPS + key)
                .then()
                .statusCode(201)
                .body("key", equalTo(key))
                .body("count", equalTo(3))
                .body("within", equalTo("P7D"))
                .body("policy", equalTo("defer"))
                .body("transactional", equalTo(false))
                .body("waiting", equalTo(0))
                .body("savedBy", notNullValue())
                .body("$", not(hasKey("content")))
                .extract()
                .header("ETag");

        assertThat(Api.as("viewer")
                        .get(CAPS + key)
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag"))
                .isEqualTo(tag);
        Api.as("viewer").get("/v1/policies/caps").then().statusCode(200).body("caps.key", contains(key));
    }

    @Test
    void changesOnlyTheVersionThatTheCallerKnows() {
        String key = Api.fresh("weekly");
        String tag = Api.as("operator")
                .body(cap("nobody"))
                .put(CAPS + key)
                .then()
                .extract()
                .header("ETag");
        Map<String, Object> other = cap("nobody");
        other.put("count", 4);

        Api.as("operator").body(cap("nobody")).put(CAPS + key).then().statusCode(200);
        Api.as("operator").body(other).put(CAPS + key).then().statusCode(428);
        Api.as("operator")
                .header("If-Match", "\"0\"")
                .body(other)
                .put(CAPS + key)
                .then()
                .statusCode(412);
        Api.as("operator")
                .header("If-Match", tag)
                .body(other)
                .put(CAPS + key)
                .then()
                .statusCode(200)
                .body("count", equalTo(4));
        Api.as("operator").header("If-Match", tag).delete(CAPS + key).then().statusCode(412);
        Api.as("operator").header("If-Match", "*").delete(CAPS + key).then().statusCode(204);
        Api.as("operator").get(CAPS + key).then().statusCode(404);
        Api.as("operator").header("If-Match", "*").delete(CAPS + key).then().statusCode(404);
    }

    @Test
    void refusesACapThatCannotBeMeant() {
        refused(CAPS, Map.of("count", 3, "within", "weekly"), "/within");
        refused(CAPS, Map.of("count", 3, "within", "P1Y"), "/within");
        refused(CAPS, Map.of("count", 3, "within", "-P1D"), "/within");
        refused(CAPS, Map.of("count", 0, "within", "P1D"), "/count");
        refused(CAPS, Map.of("count", 1), "/within");
        refused(CAPS, Map.of("count", 1, "within", "P1D", "channel", "pigeon"), "/channel");
        refused(CAPS, Map.of("count", 1, "within", "P1D", "atMost", "never"), "/atMost");
        Api.as("editor")
                .body(Map.of("count", 1, "within", "P1D", "policy", "shrug"))
                .put(CAPS + "wrong")
                .then()
                .statusCode(400);
    }

    @Test
    void keepsQuietHoursAndRefusesThoseThatCannotBeMeant() {
        String key = Api.fresh("night");
        Map<String, Object> night =
                Map.of("purpose", "nobody", "from", "22:00", "to", "08:00", "zone", "Europe/Berlin", "policy", "drop");

        Api.quietHours(key, night);

        Api.as("viewer")
                .get(QUIET + key)
                .then()
                .statusCode(200)
                .body("from", equalTo("22:00"))
                .body("policy", equalTo("drop"));
        Api.as("viewer").get("/v1/policies/quiet-hours").then().body("quietHours.key", contains(key));
        refused(QUIET, Map.of("from", "late", "to", "08:00"), "/from");
        refused(QUIET, Map.of("from", "22:00", "to", "25:00"), "/to");
        refused(QUIET, Map.of("from", "22:00", "to", "22:00"), "/to");
        refused(QUIET, Map.of("from", "22:00", "to", "08:00", "zone", "Moon/Sea"), "/zone");
        refused(QUIET, Map.of("from", "22:00", "to", "08:00", "days", new String[] {"someday"}), "/days");
    }

    @Test
    void isForThoseWhoMay() {
        Api.as("viewer").body(cap("nobody")).put(CAPS + "mine").then().statusCode(403);
        Api.as("service").body(cap("nobody")).put(CAPS + "mine").then().statusCode(403);
        Api.as("viewer").delete(QUIET + "mine").then().statusCode(403);
        Api.as("privacy").get("/v1/policies/caps").then().statusCode(403);
        Api.as("editor").body(cap("nobody")).put(CAPS + "No Key").then().statusCode(422);
    }

    private static void refused(String path, Map<String, ?> content, String pointer) {
        Api.as("editor")
                .body(content)
                .put(path + "wrong")
                .then()
                .statusCode(422)
                .body("type", containsString("invalid-request"))
                .body("errors[0].pointer", equalTo(pointer));
    }
}
