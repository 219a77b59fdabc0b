package io.itinera.journey.trial.scenario;

import io.itinera.journey.trial.simulate.Coverage;
import io.itinera.journey.trial.simulate.Trace;
import java.util.List;

/**
 * What a journey's scenarios made of a definition.
 *
 * @param passed true when each of them passed
 * @param results in the order of names
 * @param coverage what they reached together
 */
public record ScenarioReport(boolean passed, List<Result> results, Coverage coverage) {

    /**
     * One scenario.
     *
     * @param name its name
     * @param passed true when all came as expected
     * @param failures what did not
     * @param ways what the instances did
     * @param refusals entries that were refused
     */
    public record Result(
            String name,
            boolean passed,
            List<Expectation.Failure> failures,
            List<Trace.Way> ways,
            List<Trace.Refusal> refusals) {}
}
