package io.itinera.channel.stage;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.oneOf;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.SendRequest;
import io.itinera.local.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service's API, and requests as the journey engine makes them. */
public final class Api {

    private Api() {}

    /** A request with a role. */
    public static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    /** Saves a template that is not there yet. */
    public static void newTemplate(String key, Map<String, ?> content) {
        as("editor").body(content).put("/v1/templates/" + key).then().statusCode(oneOf(200, 201));
    }

    /** A mail template. */
    public static void mail(String key, String subject, String html) {
        newTemplate(key, Map.of("channel", "email", "subject", subject, "html", html));
    }

    /** A webhook template without a body of its own. */
    public static void hook(String key, String endpoint) {
        newTemplate(key, Map.of("channel", "webhook", "endpoint", endpoint));
    }

    /** Makes a frequency cap. */
    public static void cap(String key, Map<String, ?> content) {
        as("operator").body(content).put("/v1/policies/caps/" + key).then().statusCode(201);
    }

    /** Makes quiet hours. */
    public static void quietHours(String key, Map<String, ?> content) {
        as("operator")
                .body(content)
                .put("/v1/policies/quiet-hours/" + key)
                .then()
                .statusCode(201);
    }

    /** Removes all policies. */
    public static void noPolicies() {
        for (String kind : List.of("caps", "quiet-hours")) {
            String list = "quiet-hours".equals(kind) ? "quietHours" : kind;
            List<String> keys = as("viewer")
                    .get("/v1/policies/" + kind)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path(list + ".key");
            keys.forEach(key -> as("operator")
                    .header("If-Match", "*")
                    .delete("/v1/policies/" + kind + "/" + key)
                    .then()
                    .statusCode(204));
        }
    }

    /** A fresh name. */
    public static String fresh(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** A request for a message to a profile with a mail address. */
    public static SendRequest request(
            String profileId, String channel, String template, String purpose, SendRequest.Fallback... fallback) {
        Map<String, Object> traits = new HashMap<>();
        traits.put("email", profileId + "@shop.example");
        traits.put("first_name", "Ada");
        traits.put("timezone", "Europe/Berlin");
        return new SendRequest(
                UUID.randomUUID().toString(),
                profileId,
                channel,
                template,
                purpose,
                new JourneyRef("cart-recovery", 3, "instance-1", "mail-a"),
                Instant.parse("2026-03-29T00:30:00Z"),
                traits,
                Map.of("total", 42, "item", "<b>Lamp</b>"),
                Map.of(),
                List.of(fallback),
                false,
                new SendRequest.Timing("Europe/Berlin", false),
                false,
                "spring-20");
    }

    /** The same request of somebody who tries a journey out, with this mail address. */
    public static SendRequest test(SendRequest plain, String address) {
        Map<String, Object> traits = new HashMap<>(plain.traits());
        traits.put("email", address);
        return new SendRequest(
                plain.id(),
                plain.profileId(),
                plain.channel(),
                plain.template(),
                plain.purpose(),
                plain.journey(),
                plain.requestedAt(),
                traits,
                plain.event(),
                plain.context(),
                plain.fallback(),
                plain.keep(),
                plain.timing(),
                true,
                plain.offer());
    }
}
