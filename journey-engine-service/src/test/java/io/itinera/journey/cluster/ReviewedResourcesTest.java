package io.itinera.journey.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.Api;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resources where a version needs two people, and an owner. */
@JourneyServiceTest
@WithTestResource(KubernetesApi.class)
@TestProfile(ReviewedResourcesTest.Strict.class)
class ReviewedResourcesTest {

    /** The policy. */
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("itinera.journey.four-eyes", "true", "itinera.journey.owner-required", "true");
        }
    }

    @Test
    void aResourceAsksForAReviewAndIsPublishedOnceSomebodyApproved() {
        Kubectl.apply(published("r-asked", "PT1H"));
        JsonNode status = Kubectl.await("r-asked", "AwaitsReview");
        assertThat(status.path("version").asInt()).isZero();
        review("r-asked", "approve", "{}");

        assertThat(Kubectl.await("r-asked", "Published").path("version").asInt())
                .isEqualTo(1);
        Api.as("viewer")
                .get("/v1/journeys/r-asked/versions")
                .then()
                .body("publishedBy", contains("kubernetes:shop/r-asked"));
        Api.as("viewer")
                .get("/v1/journeys/r-asked/audit")
                .then()
                .body("items.action", contains("published", "approved", "submitted", "imported"));
    }

    @Test
    void whatWasRejectedWaitsForAChangeAndThenForAnotherReview() {
        Kubectl.apply(published("r-rejected", "PT1H"));
        long first = Kubectl.await("r-rejected", "AwaitsReview").path("review").asLong();
        review("r-rejected", "reject", "{\"note\": \"too soon\"}");
        Kubectl.await("r-rejected", "ReviewDeclined");

        Kubectl.apply(published("r-rejected", "PT2H"));
        JsonNode status = Kubectl.await("r-rejected", "AwaitsReview");
        assertThat(status.path("review").asLong()).isGreaterThan(first);
        Api.as("viewer").get("/v1/journeys/r-rejected").then().body("state", equalTo("draft"));
    }

    @Test
    void aRuleOfTheInstallationStandsInTheStatus() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("r-nobodys", "PT1H"), "\"publish\": true"));

        assertThat(Kubectl.pointers(Kubectl.await("r-nobodys", "Refused"))).containsExactly("/spec/definition/owner");
    }

    private static String published(String key, String wait) {
        String owned = Fixture.cart(key, wait)
                .replace("\"name\": \"Cart\"", "\"name\": \"Cart\", \"owner\": \"growth@example.com\"");
        return Kubectl.journey(owned, "\"publish\": true");
    }

    private static void review(String key, String what, String body) {
        Api.as("approver")
                .header("If-Match", "*")
                .body(body)
                .post("/v1/journeys/" + key + "/review/" + what)
                .then()
                .statusCode(200);
    }
}
