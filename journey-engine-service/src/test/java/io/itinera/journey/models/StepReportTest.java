package io.itinera.journey.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.reporting.Experiment;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepReportTest {

    private static Experiment.Arm arm(String key, boolean holdout, long entered, long conversions) {
        return new Experiment.Arm(
                key,
                holdout,
                entered,
                List.of(
                        new Experiment.ArmGoal("bought", conversions, 0, 0, 0, null, List.of()),
                        new Experiment.ArmGoal("seen", entered, 0, 0, 0, null, List.of())));
    }

    @Test
    void comparesAllThatWereChosenForWithThoseHeldOut() {
        LearningReport.Step step = StepReport.of(
                        List.of(arm("a", false, 300, 30), arm("b", false, 1_700, 340), arm("none", true, 500, 50)),
                        "bought")
                .with("pick", "optimize", false, null, List.of());

        assertThat(step.best()).isEqualTo("b");
        assertThat(step.lift().difference()).isEqualTo(370.0 / 2_000 - 0.1);
        assertThat(step.lift().low()).isPositive().isLessThan(step.lift().difference());
        assertThat(step.lift().verdict()).isEqualTo("higher");
        assertThat(step.regret()).isBetween(25.0, 35.0);
        assertThat(step.regretOfEvenSplit()).isBetween(90.0, 110.0);
        assertThat(step.arms().getFirst().share()).isEqualTo(0.15);
        assertThat(step.arms().get(1).chanceOfBest()).isGreaterThan(0.99);
        assertThat(step.arms().getLast().chanceOfBest()).isNull();
        assertThat(step.arms().getLast().rateLow()).isBetween(0.07, 0.1);
    }

    @Test
    void saysThatTooFewCameAndNothingOfWhatNobodyKnows() {
        LearningReport.Step few = StepReport.of(List.of(arm("a", false, 9, 1), arm("none", true, 3, 0)), "bought")
                .with("pick", "optimize", true, null, List.of());
        LearningReport.Step nobody =
                StepReport.of(List.of(), "bought").with("pick", "optimize", false, null, List.of());

        assertThat(few.lift().verdict()).isEqualTo("too-small");
        assertThat(nobody.best()).isNull();
        assertThat(nobody.lift()).isNull();
        assertThat(nobody.regret()).isNull();
        assertThat(few.best()).isNull();
        assertThat(few.regret()).isNull();
    }

    @Test
    void comparesNothingByAGoalThatThereIsNot() {
        LearningReport.Step step = StepReport.of(
                        List.of(arm("email", false, 300, 0), arm("push", false, 200, 0), arm("holdout", true, 50, 0)),
                        null)
                .with("reach", "next-best", false, null, List.of());

        assertThat(step.arms()).extracting(LearningReport.Arm::share).containsExactly(0.6, 0.4, null);
        assertThat(step.arms()).extracting(LearningReport.Arm::chanceOfBest).containsOnlyNulls();
        assertThat(step.best()).isNull();
        assertThat(step.regret()).isNull();
        assertThat(step.regretOfEvenSplit()).isNull();
        assertThat(step.lift()).isNull();
    }
}
