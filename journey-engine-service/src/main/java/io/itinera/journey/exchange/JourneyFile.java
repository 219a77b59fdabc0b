package io.itinera.journey.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.util.List;

/**
 * A journey as a file has it: its definition, and after it a document with the scenarios that are its tests.
 *
 * @param definition in the journey language
 * @param scenarios all of them
 */
public record JourneyFile(JsonNode definition, ScenarioSet scenarios) {

    /** The two documents. */
    public List<JsonNode> documents() {
        return List.of(definition, ScenarioDocument.write(definition.path("key").asText(), scenarios));
    }

    /**
     * Several journeys as one file. A journey without scenarios has its document of them, too, so that whoever brings the file in has
     * none either.
     */
    public static String write(List<JourneyFile> journeys) {
        return YamlForm.writeAll(journeys.stream()
                .flatMap(journey -> journey.documents().stream())
                .toList());
    }
}
