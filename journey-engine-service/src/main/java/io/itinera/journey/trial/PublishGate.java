package io.itinera.journey.trial;

import io.itinera.conditions.Conditions;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.trial.check.JourneyCheck;
import io.itinera.journey.trial.scenario.ScenarioReport;
import io.itinera.journey.trial.scenario.Scenarios;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What a draft must pass before it becomes a version: no error in its check, and no scenario that fails. */
@ApplicationScoped
public class PublishGate {

    private final JourneyCheck check;
    private final Scenarios scenarios;

    PublishGate(JourneyCheck check, Scenarios scenarios) {
        this.check = check;
        this.scenarios = scenarios;
    }

    /**
     * Lets the draft pass. Asks other services, so it is called outside of a transaction; the caller publishes the revision that it
     * let pass, and no other.
     *
     * @throws ProblemException 422 that names each error, or each scenario that fails
     */
    public void admit(Journey journey) {
        List<Finding> errors = check.errors(journey.draft());
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    TrialProblem.JOURNEY_CHECK,
                    "the draft has errors: mend them, then publish",
                    errors.stream()
                            .map(e -> new Problem.FieldError(e.pointer(), e.message()))
                            .toList());
        }
        ScenarioReport report = scenarios.run(journey.key(), journey.draft(), journey.currentVersion() + 1);
        if (!report.passed()) {
            throw new ProblemException(
                    TrialProblem.SCENARIO_FAILED,
                    "these scenarios fail with the draft: "
                            + String.join(
                                    ", ",
                                    report.results().stream()
                                            .filter(r -> !r.passed())
                                            .map(ScenarioReport.Result::name)
                                            .toList()),
                    failures(report));
        }
    }

    private static List<Problem.FieldError> failures(ScenarioReport report) {
        return report.results().stream()
                .flatMap(result -> result.failures().stream()
                        .map(failure -> new Problem.FieldError(
                                "/scenarios/" + Conditions.escape(result.name()) + failure.pointer(),
                                failure.message())))
                .toList();
    }
}
