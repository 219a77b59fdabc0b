package io.itinera.journey.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Wire;
import io.itinera.journey.Fixture;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.cluster.ResourceStatus.Reason;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String CART = Fixture.cart("cart", "PT1H");

    @Test
    void aJourneyThatIsNotThereIsBroughtIn() {
        assertThat(Decision.of(resource("{}"), Standing.NONE)).isInstanceOf(Decision.BringIn.class);
    }

    @Test
    void aResourceThatIsNotCalledAsItsJourneyIsRefused() {
        JourneyResource resource = JourneyResource.of(
                json(resource("{}").json().toString().replace("\"name\":\"cart\"", "\"name\":\"basket\"")));

        assertThat(Decision.of(resource, Standing.NONE)).isInstanceOfSatisfying(Decision.Tell.class, tell -> {
            assertThat(tell.status().reason()).isEqualTo(Reason.NAME_MISMATCH);
            assertThat(tell.status().problems().getFirst().pointer()).isEqualTo("/spec/definition/key");
        });
    }

    @Test
    void anArchivedJourneyStaysSo() {
        assertThat(reason(resource("{\"publish\": true}"), standing(JourneyState.ARCHIVED, CART, null)))
                .isEqualTo(Reason.ARCHIVED);
    }

    @Test
    void aVersionWithoutItsSegmentsIsNotReadyYet() {
        Standing standing = standing(JourneyState.LIVE, CART, CART);
        Standing preparing = new Standing(standing.journey(), ScenarioSet.NONE, standing.published(), null, true);

        assertThat(reason(resource("{\"publish\": true}"), preparing)).isEqualTo(Reason.PREPARING);
        assertThat(reason(resource("{\"publish\": true}"), standing)).isEqualTo(Reason.PUBLISHED);
    }

    @Test
    void aPausedJourneyStaysPausedAndIsPublishedAllTheSame() {
        assertThat(reason(resource("{\"publish\": true}"), standing(JourneyState.HELD, CART, CART)))
                .isEqualTo(Reason.PUBLISHED);
    }

    @Test
    void theFinalizerComesAndGoesWithWhatADeletionIsToDo() {
        Standing standing = standing(JourneyState.LIVE, CART, CART);

        assertThat(Decision.of(resource("{\"onDelete\": \"Drain\"}"), standing)).isEqualTo(new Decision.Hold());
        assertThat(Decision.of(held("{\"onDelete\": \"Keep\"}", false), standing))
                .isEqualTo(new Decision.Release());
        assertThat(Decision.of(held("{\"onDelete\": \"Keep\"}", true), standing))
                .isEqualTo(new Decision.Release());
    }

    @Test
    void aDeletionConcernsOnlyAJourneyThatTheResourceBroughtIn() {
        Standing standing = standing(JourneyState.LIVE, CART, CART);
        JourneyResource stranger = held("{\"onDelete\": \"Archive\"}", true);
        ResourceStatus brought =
                ResourceStatus.of(stranger, standing, Reason.PUBLISHED, "").settled(stranger);

        assertThat(Decision.of(stranger, standing)).isEqualTo(new Decision.Release());
        assertThat(Decision.of(stranger.with(brought), standing))
                .isEqualTo(new Decision.Leave(JourneyResource.OnDelete.ARCHIVE));
    }

    @Test
    void aStatusThatWasWrittenIsReadAsItWas() {
        JourneyResource resource = resource("{\"publish\": true, \"scenarios\": {}}");
        Standing standing = standing(JourneyState.LIVE, CART, CART);
        ResourceStatus status = ResourceStatus.of(resource, standing, Reason.PUBLISHED, "version 1 is live")
                .settled(resource)
                .reviewed(7L);
        JsonNode none = Wire.JSON.createObjectNode();

        JsonNode written = status.patch(none, NOW).path("status");
        assertThat(ResourceStatus.read(written)).isEqualTo(status);
        JsonNode later = status.patch(written, NOW.plusSeconds(60)).path("status");
        assertThat(later.at("/conditions/0/lastTransitionTime").asText()).isEqualTo("2026-11-22T10:00:00Z");
    }

    private static Reason reason(JourneyResource resource, Standing standing) {
        return ((Decision.Tell) Decision.of(resource, standing)).status().reason();
    }

    private static JourneyResource resource(String spec) {
        ObjectNode json = Wire.JSON.createObjectNode();
        json.putObject("metadata").put("name", "cart").put("namespace", "shop").put("generation", 3);
        ((ObjectNode) json.set("spec", json(spec)).get("spec")).set("definition", json(CART));
        return JourneyResource.of(json);
    }

    private static JourneyResource held(String spec, boolean deleted) {
        ObjectNode json = (ObjectNode) resource(spec).json();
        ObjectNode metadata = (ObjectNode) json.get("metadata");
        metadata.putArray("finalizers").add(JourneyResource.FINALIZER);
        if (deleted) {
            metadata.put("deletionTimestamp", "2026-11-22T10:00:00Z");
        }
        return JourneyResource.of(json);
    }

    private static Standing standing(JourneyState state, String draft, String published) {
        Journey journey =
                new Journey("cart", "Cart", state, 4, published == null ? 0 : 1, json(draft), "ada", NOW, NOW, null);
        return new Standing(journey, ScenarioSet.NONE, published == null ? null : json(published), null, false);
    }

    private static JsonNode json(String text) {
        try {
            return Wire.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
