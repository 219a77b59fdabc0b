package io.itinera.journey.exchange;

import io.itinera.journey.definition.Finding;
import io.itinera.journey.diff.JourneyDiff;
import io.itinera.journey.trial.scenario.Expectation;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.util.List;

/**
 * What an import makes of one document.
 *
 * @param kind {@code journey} for a definition, {@code scenarios} for the tests of a journey
 * @param key journey key, or null where the document has none
 * @param action {@code create}, {@code edit}, {@code unchanged} or {@code refuse}
 * @param findings errors and warnings
 * @param diff what is different from the draft as it was; null where there is none
 * @param scenarios which of the journey's scenarios change; null for a definition
 * @param tests what each scenario made of the definition, in the order of names; null where they were not run
 */
public record Imported(
        String kind,
        String key,
        String action,
        List<Finding> findings,
        JourneyDiff diff,
        ScenarioSet.Change scenarios,
        List<Tried> tests) {

    /**
     * A scenario that was run.
     *
     * @param name its name
     * @param passed true when all came as expected
     * @param failures what did not, with the place in the scenario
     */
    public record Tried(String name, boolean passed, List<Expectation.Failure> failures) {}

    private static final String JOURNEY = "journey";
    private static final String SCENARIOS = "scenarios";

    static Imported journey(String key, String action, List<Finding> findings, JourneyDiff diff) {
        return new Imported(JOURNEY, key, action, findings, diff, null, null);
    }

    static Imported scenarios(String key, String action, ScenarioSet.Change change) {
        return new Imported(SCENARIOS, key, action, List.of(), null, change, null);
    }

    static Imported refused(boolean scenarios, String key, List<Finding> findings) {
        return new Imported(scenarios ? SCENARIOS : JOURNEY, key, "refuse", findings, null, null, null);
    }

    /** The same, with what the scenarios made of it. */
    Imported tried(List<Tried> ran) {
        return new Imported(kind, key, action, findings, diff, scenarios, ran);
    }

    boolean refused() {
        return action.equals("refuse");
    }

    boolean changes() {
        return !action.equals("unchanged");
    }
}
