package io.itinera.journey.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Drafts;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.trial.scenario.Rehearsal;
import io.itinera.journey.trial.scenario.ScenarioSet;
import io.itinera.journey.trial.scenario.Scenarios;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an import would do, and whether the drafts would pass their scenarios afterwards, which are run as they are before a draft is
 * published. Nothing is changed. A scenario that fails keeps nothing from being imported: it keeps the draft from being published.
 */
@ApplicationScoped
public class DryRun {

    private final Importing importing;
    private final Drafts drafts;
    private final Scenarios scenarios;

    DryRun(Importing importing, Drafts drafts, Scenarios scenarios) {
        this.importing = importing;
        this.drafts = drafts;
        this.scenarios = scenarios;
    }

    /**
     * What an import would do, document by document. The tests of a journey stand with the document of its scenarios, where it has one,
     * else with its definition; those of a definition that is refused are not run.
     */
    public List<Imported> of(List<JsonNode> documents) {
        List<Imported> would = importing.tryOut(documents);
        Map<String, Integer> definitions = places(documents, would, false);
        Map<String, Integer> tests = places(documents, would, true);
        List<Imported> tried = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Imported one = would.get(i);
            JsonNode document = documents.get(i);
            if (one.refused()) {
                tried.add(one);
            } else if (ScenarioDocument.is(document)) {
                ScenarioSet set = ScenarioDocument.scenarios(document);
                tried.add(definition(one.key(), documents, would, definitions)
                        .map(definition -> one.tried(run(one.key(), definition, set)))
                        .orElse(one));
            } else {
                boolean apart = tests.containsKey(one.key());
                tried.add(apart ? one : one.tried(run(one.key(), document, scenarios.of(one.key()))));
            }
        }
        return tried;
    }

    /** Where the documents of each journey stand, the first of each. */
    private static Map<String, Integer> places(List<JsonNode> documents, List<Imported> would, boolean tests) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < documents.size(); i++) {
            if (ScenarioDocument.is(documents.get(i)) == tests && would.get(i).key() != null) {
                places.putIfAbsent(would.get(i).key(), i);
            }
        }
        return places;
    }

    /** The definition that the import has, else the draft; empty where the import has one that is refused. */
    private Optional<JsonNode> definition(
            String key, List<JsonNode> documents, List<Imported> would, Map<String, Integer> definitions) {
        Integer place = definitions.get(key);
        if (place == null) {
            return drafts.find(key).map(Journey::draft);
        }
        return would.get(place).refused() ? Optional.empty() : Optional.of(documents.get(place));
    }

    private List<Imported.Tried> run(String key, JsonNode definition, ScenarioSet set) {
        int version = drafts.find(key).map(Journey::currentVersion).orElse(0) + 1;
        return Rehearsal.of(definition, version, set).results().stream()
                .map(result -> new Imported.Tried(result.name(), result.passed(), result.failures()))
                .toList();
    }
}
