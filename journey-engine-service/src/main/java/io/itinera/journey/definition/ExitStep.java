package io.itinera.journey.definition;

import io.itinera.conditions.Words;
import java.util.List;
import java.util.Map;

/**
 * Ends the instance.
 *
 * @param reason machine-readable word why, {@code completed} where the definition has none
 */
public record ExitStep(String reason) implements Step {

    /** How the step is read. */
    static final StepType<ExitStep> TYPE =
            new StepType<>("exit", fields -> new ExitStep(fields.text("reason", "completed")));

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        return List.of();
    }

    @Override
    public StepText describe() {
        return new StepText("End the journey with the reason " + Words.quoted(reason), List.of());
    }

    @Override
    public StepResult run(Moment moment) {
        return new StepResult.End(ReasonWord.EXIT_STEP.of(reason), Map.of());
    }
}
