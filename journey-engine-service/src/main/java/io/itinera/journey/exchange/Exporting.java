package io.itinera.journey.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Drafts;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.trial.scenario.ScenarioSet;
import io.itinera.journey.trial.scenario.Scenarios;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Journeys with their scenarios as one file. Archived journeys are left out. */
@ApplicationScoped
public class Exporting {

    private final Drafts drafts;
    private final Journeys journeys;
    private final Scenarios scenarios;

    Exporting(Drafts drafts, Journeys journeys, Scenarios scenarios) {
        this.drafts = drafts;
        this.journeys = journeys;
        this.scenarios = scenarios;
    }

    /** Journeys as they are being edited. */
    @Transactional
    public String drafts() {
        return file(drafts.all());
    }

    /** Journeys in the version that new entries use, with their scenarios as they are now: those have no versions. */
    @Transactional
    public String published() {
        return file(journeys.current());
    }

    private String file(List<JsonNode> definitions) {
        Map<String, ScenarioSet> tests = scenarios.all();
        return JourneyFile.write(definitions.stream()
                .map(definition -> new JourneyFile(
                        definition, tests.getOrDefault(definition.path("key").asText(), ScenarioSet.NONE)))
                .toList());
    }
}
