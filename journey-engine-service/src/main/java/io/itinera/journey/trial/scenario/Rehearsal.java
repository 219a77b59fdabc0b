package io.itinera.journey.trial.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.trial.simulate.Coverage;
import io.itinera.journey.trial.simulate.Simulator;
import io.itinera.journey.trial.simulate.Subject;
import io.itinera.journey.trial.simulate.Trace;
import io.itinera.problems.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Plays all scenarios of a journey, and looks at what came of each. */
public final class Rehearsal {

    private final Subject subject;
    private final List<Trace> traces = new ArrayList<>();

    private Rehearsal(Subject subject) {
        this.subject = subject;
    }

    /**
     * What the scenarios make of a definition.
     *
     * @param definition the draft or the version that they try
     * @param version number that it has or would get
     */
    public static ScenarioReport of(JsonNode definition, int version, ScenarioSet scenarios) {
        Rehearsal rehearsal = new Rehearsal(new Subject(definition, version, List.of()));
        List<ScenarioReport.Result> results = new ArrayList<>();
        scenarios.byName().forEach((name, scenario) -> results.add(rehearsal.play(name, scenario)));
        return new ScenarioReport(
                results.stream().allMatch(ScenarioReport.Result::passed),
                results,
                Coverage.of(JourneyDefinitions.read(definition), rehearsal.traces));
    }

    private ScenarioReport.Result play(String name, JsonNode scenario) {
        try {
            Trace trace = Simulator.play(subject, ScenarioReader.scenario(scenario, ""));
            traces.add(trace);
            List<Expectation.Failure> failures =
                    ScenarioReader.expectation(scenario).failures(trace);
            return new ScenarioReport.Result(name, failures.isEmpty(), failures, trace.ways(), trace.refusals());
        } catch (ProblemException e) {
            // It was good when it was saved: the journey has changed, and it names an arm that is no more.
            List<Expectation.Failure> failures = e.problem().errors().stream()
                    .map(error -> new Expectation.Failure(error.pointer(), error.detail()))
                    .toList();
            return new ScenarioReport.Result(name, false, failures, List.of(), List.of());
        }
    }
}
