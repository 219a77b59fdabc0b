package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itinera.journey.reporting.Tally.Sum;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ExperimentTest {

    private final ExperimentBuilder split = new ExperimentBuilder();

    @Test
    void theLiftIsThatOfThePublishedExampleWithItsIntervalAndAVerdict() {
        // Newcombe 1998, method 10: 56 of 70 against 48 of 80.
        split.drew("offer", false, 70);
        split.drew("control", true, 80);
        reached("offer", "", 56, 0, 0, 0);
        reached("control", "", 48, 0, 0, 0);

        Experiment experiment = split.build("split");
        assertThat(experiment.note()).isNull();
        assertThat(goal(experiment, "control").lift()).isNull();
        Experiment.Lift lift = goal(experiment, "offer").lift();
        assertThat(lift.difference()).isCloseTo(0.2, within(1e-9));
        assertThat(lift.low()).isCloseTo(0.0524, within(0.00005));
        assertThat(lift.high()).isCloseTo(0.3339, within(0.00005));
        assertThat(lift.relative()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(lift.verdict()).isEqualTo("higher");
    }

    @Test
    void severalHoldoutsAreOne() {
        split.drew("offer", false, 70);
        split.drew("control-a", true, 30);
        split.drew("control-b", true, 50);
        reached("offer", "", 56, 0, 0, 0);
        reached("control-a", "", 20, 0, 0, 0);
        reached("control-b", "", 28, 0, 0, 0);

        assertThat(goal(split.build("split"), "offer").lift().low()).isCloseTo(0.0524, within(0.00005));
    }

    @Test
    void withoutAHoldoutNothingIsMeasured() {
        split.drew("a", false, 70);
        split.drew("b", false, 70);
        reached("a", "", 56, 0, 0, 0);

        Experiment experiment = split.build("split");
        assertThat(experiment.note()).contains("holdout");
        assertThat(goal(experiment, "a").lift()).isNull();
        assertThat(goal(experiment, "b").conversions()).isZero();
    }

    @Test
    void tooFewTellNothingAndNoDifferenceIsUndecided() {
        split.drew("few", false, 70);
        split.drew("same", false, 80);
        split.drew("less", false, 80);
        split.drew("control", true, 80);
        reached("few", "", 4, 0, 0, 0);
        reached("same", "", 50, 0, 0, 0);
        reached("less", "", 10, 0, 0, 0);
        reached("control", "", 48, 0, 0, 0);

        Experiment experiment = split.build("split");
        assertThat(goal(experiment, "few").lift().verdict()).isEqualTo("too-small");
        assertThat(goal(experiment, "same").lift().verdict()).isEqualTo("undecided");
        assertThat(goal(experiment, "less").lift().verdict()).isEqualTo("lower");
    }

    @Test
    void valuePerHeadIsComparedWithinACurrencyAndNeverAcross() {
        split.drew("offer", false, 100);
        split.drew("control", true, 100);
        reached("offer", "EUR", 50, 50, 1000, 22_000);
        reached("control", "EUR", 40, 40, 400, 4_400);
        reached("control", "USD", 10, 10, 9_000, 8_200_000);

        Experiment.ArmGoal offer = goal(split.build("split"), "offer");
        assertThat(offer.revenue()).extracting(r -> r.revenue().currency()).containsExactly("EUR", "USD");
        Experiment.ArmRevenue euros = offer.revenue().getFirst();
        assertThat(euros.revenue().perHead()).isCloseTo(10, within(1e-9));
        assertThat(euros.lift().difference()).isCloseTo(6, within(1e-9));
        assertThat(euros.lift().verdict()).isEqualTo("higher");
        assertThat(euros.lift().method()).isEqualTo("welch");
        assertThat(offer.revenue().getLast().lift().verdict()).isEqualTo("too-small");
    }

    @Test
    void nobodyAgainstNobodyHasNoInterval() {
        split.drew("offer", false, 0);
        split.drew("control", true, 0);
        reached("control", "", 0, 0, 0, 0);

        Experiment.Lift lift = goal(split.build("split"), "offer").lift();
        assertThat(lift.low()).isNull();
        assertThat(lift.relative()).isNull();
        assertThat(lift.verdict()).isEqualTo("too-small");
    }

    private void reached(String arm, String currency, long n, long valued, long value, long squares) {
        Sum sum = new Sum(n, valued, BigDecimal.valueOf(value), BigDecimal.valueOf(squares));
        split.reached(new GoalRow(1, "buys", "split", arm, currency, sum));
    }

    private static Experiment.ArmGoal goal(Experiment experiment, String arm) {
        return experiment.arms().stream()
                .filter(a -> a.arm().equals(arm))
                .findFirst()
                .orElseThrow()
                .goals()
                .getFirst();
    }
}
