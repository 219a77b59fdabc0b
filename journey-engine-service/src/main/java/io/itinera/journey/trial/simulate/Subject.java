package io.itinera.journey.trial.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import java.util.List;

/**
 * What is tried.
 *
 * @param definition of the journey
 * @param version number that it has or would get
 * @param alongside other journeys that live in the same catalog, for groups and hand-overs
 */
public record Subject(JsonNode definition, int version, List<PublishedJourney> alongside) {

    /** The journey alone, as its first version. */
    public static Subject of(JsonNode definition) {
        return new Subject(definition, 1, List.of());
    }

    /** Key of the journey. */
    public String key() {
        return definition.path("key").asText();
    }
}
