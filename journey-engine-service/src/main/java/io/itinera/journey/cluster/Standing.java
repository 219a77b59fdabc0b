package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Review;
import io.itinera.journey.trial.scenario.ScenarioSet;

/**
 * What the engine has of a journey.
 *
 * @param journey with its draft; null where there is none
 * @param scenarios its tests
 * @param published definition of the version that new entries use; null before the first
 * @param review the latest one; null where there was none
 * @param preparing whether a version waits for its segments
 */
record Standing(Journey journey, ScenarioSet scenarios, JsonNode published, Review review, boolean preparing) {

    /** Where there is no such journey. */
    static final Standing NONE = new Standing(null, ScenarioSet.NONE, null, null, false);

    ResourceStatus.Place place() {
        return journey == null
                ? null
                : new ResourceStatus.Place(
                        journey.revision(),
                        journey.currentVersion(),
                        journey.state().wire());
    }
}
