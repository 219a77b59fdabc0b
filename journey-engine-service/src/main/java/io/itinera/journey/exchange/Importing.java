package io.itinera.journey.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Drafts;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyProblem;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Remark;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.diff.JourneyDiff;
import io.itinera.journey.trial.scenario.ScenarioSet;
import io.itinera.journey.trial.scenario.Scenarios;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings journeys in from files, as drafts with their scenarios: all of them or none. */
@ApplicationScoped
public class Importing {

    private final Drafts drafts;
    private final Scenarios scenarios;

    Importing(Drafts drafts, Scenarios scenarios) {
        this.drafts = drafts;
        this.scenarios = scenarios;
    }

    /** What an import would do, document by document; nothing is changed. */
    @Transactional
    public List<Imported> tryOut(List<JsonNode> documents) {
        Set<String> defined = documents.stream()
                .filter(document -> !ScenarioDocument.is(document) && key(document) != null)
                .map(Importing::key)
                .collect(Collectors.toSet());
        List<Imported> all = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode document : documents) {
            Imported one = ScenarioDocument.is(document) ? tests(document, defined) : journey(document);
            all.add(
                    one.key() == null || keys.add(one.kind() + " " + one.key())
                            ? one
                            : refused(document, "is '" + one.key() + "' a second time in this import"));
        }
        return all;
    }

    /**
     * Creates and edits drafts and their scenarios; what is as it was stays untouched.
     *
     * @throws ProblemException 422 that names each place that is wrong, and nothing is changed
     */
    @Transactional
    public List<Imported> carryOut(List<JsonNode> documents, Remark remark, String actor) {
        List<Imported> all = tryOut(documents);
        refuse(all);
        // A file may have the scenarios of a journey before the journey.
        for (boolean tests : new boolean[] {false, true}) {
            for (int i = 0; i < all.size(); i++) {
                JsonNode document = documents.get(i);
                if (all.get(i).changes() && ScenarioDocument.is(document) == tests) {
                    put(document, remark, actor);
                }
            }
        }
        return all;
    }

    private void put(JsonNode document, Remark remark, String actor) {
        if (ScenarioDocument.is(document)) {
            scenarios.replace(ScenarioDocument.journey(document), ScenarioDocument.scenarios(document), remark, actor);
        } else {
            drafts.put(document, remark, actor);
        }
    }

    private static void refuse(List<Imported> all) {
        List<Problem.FieldError> errors = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).refused()) {
                String document = "/" + i;
                all.get(i).findings().stream()
                        .filter(f -> f.severity() == Finding.Severity.ERROR)
                        .forEach(f -> errors.add(new Problem.FieldError(document + f.pointer(), f.message())));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    JourneyProblem.INVALID_JOURNEY, "some documents are refused, and nothing was imported", errors);
        }
    }

    private Imported journey(JsonNode document) {
        String key = key(document);
        List<Finding> findings = JourneyDefinitions.check(document);
        if (findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            return Imported.refused(false, key, findings);
        }
        Optional<Journey> there = drafts.find(key);
        if (there.isEmpty()) {
            return Imported.journey(key, "create", findings, null);
        }
        if (there.get().state() == JourneyState.ARCHIVED) {
            return refused(document, archived(key));
        }
        boolean same = there.get().draft().toString().equals(document.toString());
        return Imported.journey(
                key,
                same ? "unchanged" : "edit",
                findings,
                same ? null : JourneyDiff.between(there.get().draft(), document));
    }

    private Imported tests(JsonNode document, Set<String> defined) {
        String key = ScenarioDocument.journey(document);
        List<Finding> faults = ScenarioDocument.faults(document);
        if (!faults.isEmpty()) {
            return Imported.refused(true, key, faults);
        }
        Optional<Journey> there = drafts.find(key);
        if (there.isEmpty() && !defined.contains(key)) {
            return refused(document, "is '" + key + "', and there is no such journey, neither here nor in this import");
        }
        if (there.isPresent() && there.get().state() == JourneyState.ARCHIVED) {
            return refused(document, archived(key));
        }
        ScenarioSet before = scenarios.of(key);
        ScenarioSet.Change change = ScenarioDocument.scenarios(document).changeFrom(before);
        String action = before.byName().isEmpty() ? "create" : "edit";
        return Imported.scenarios(key, change.none() ? "unchanged" : action, change);
    }

    private static String archived(String key) {
        return "is '" + key + "', and that journey is archived";
    }

    /** A document whose journey cannot be what it says. */
    private static Imported refused(JsonNode document, String message) {
        boolean tests = ScenarioDocument.is(document);
        return Imported.refused(
                tests,
                tests ? ScenarioDocument.journey(document) : key(document),
                List.of(Finding.error(tests ? "/journey" : "/key", "refused", message)));
    }

    private static String key(JsonNode document) {
        return document.path("key").textValue();
    }

    /** A 422 problem where there is nothing to import. */
    public static List<JsonNode> present(List<JsonNode> documents) {
        if (documents.isEmpty()) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "the body has no document");
        }
        return documents;
    }
}
