package io.itinera.journey.cluster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Wire;
import io.itinera.journey.exchange.YamlForm;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What a platform team does with the API server of the tests. */
final class Kubectl {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Kubectl() {}

    /** A resource of a journey. */
    static String journey(String definition, String... spec) {
        return """
                {"apiVersion": "itinera.io/v1alpha1", "kind": "Journey", "metadata": {"name": "%s"},
                 "spec": {"definition": %s%s}}
                """.formatted(
                        json(definition).path("key").asText(),
                        definition,
                        spec.length == 0 ? "" : ", " + String.join(", ", spec));
    }

    /** Creates or replaces. */
    static void apply(String resource) {
        JsonNode json = YamlForm.readAll(resource).getFirst();
        String name = json.at("/metadata/name").asText();
        Response answer = as().body(json.toString()).put(KubernetesApi.COLLECTION + "/" + name);
        if (answer.statusCode() == 404) {
            answer = as().body(json.toString()).post(KubernetesApi.COLLECTION);
        }
        assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
    }

    /** Changes some of the spec. */
    static void patch(String name, String spec) {
        as().contentType("application/merge-patch+json")
                .body("{\"spec\": " + spec + "}")
                .patch(KubernetesApi.COLLECTION + "/" + name)
                .then()
                .statusCode(200);
    }

    static void delete(String name) {
        as().delete(KubernetesApi.COLLECTION + "/" + name).then().statusCode(200);
    }

    /** The resource; null where there is none. */
    static JsonNode get(String name) {
        Response answer = as().get(KubernetesApi.COLLECTION + "/" + name);
        return answer.statusCode() == 404 ? null : json(answer.asString());
    }

    /** Waits until the engine has said something of the resource as it is, and it is this; the status. */
    static JsonNode await(String name, String reason) {
        Awaitility.await(name + " " + reason).atMost(PATIENCE).untilAsserted(() -> {
            JsonNode resource = get(name);
            assertThat(resource.at("/status/conditions/0/reason").asText())
                    .as("%s", resource.path("status"))
                    .isEqualTo(reason);
            assertThat(resource.at("/status/observedGeneration")).isEqualTo(resource.at("/metadata/generation"));
        });
        return get(name).path("status");
    }

    /** Waits until the resource is gone. */
    static void awaitGone(String name) {
        Awaitility.await(name).atMost(PATIENCE).until(() -> get(name) == null);
    }

    /** Does something to the API server, and tells how often a status was written. */
    static long stage(String what) {
        return Long.parseLong(as().get("/stage/" + what).asString());
    }

    static List<String> pointers(JsonNode status) {
        return status.path("problems")
                .valueStream()
                .map(problem -> problem.path("pointer").asText())
                .toList();
    }

    private static RequestSpecification as() {
        return given().relaxedHTTPSValidation()
                .baseUri(KubernetesApi.url())
                .auth()
                .preemptive()
                .oauth2(KubernetesApi.ADMINISTRATOR)
                .contentType("application/json");
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Wire.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
