package io.itinera.journey.reporting;

import java.util.List;

/**
 * The arms of one step that draws them. An instance counts by its day of entry; one that reached a goal before it drew an arm counts
 * for no arm's conversions.
 *
 * @param split key of the step
 * @param arms by key
 * @param note what keeps the arms from being compared, or null
 */
public record Experiment(String split, List<Arm> arms, String note) {

    /**
     * One arm.
     *
     * @param arm key
     * @param holdout true when the others are measured against it
     * @param entered instances that drew it
     * @param goals by goal
     */
    public record Arm(String arm, boolean holdout, long entered, List<ArmGoal> goals) {}

    /**
     * What an arm did for one goal.
     *
     * @param goal key
     * @param conversions instances that reached it
     * @param rate those among all that drew the arm
     * @param rateLow lower bound (Wilson, 95 %)
     * @param rateHigh upper bound (Wilson, 95 %)
     * @param lift rate above the holdout's, in points of 1; null for the holdout, and without one
     * @param revenue by currency
     */
    public record ArmGoal(
            String goal,
            long conversions,
            double rate,
            double rateLow,
            double rateHigh,
            Lift lift,
            List<ArmRevenue> revenue) {}

    /**
     * Value in one currency that an arm brought.
     *
     * @param revenue the value
     * @param lift value per head above the holdout's; null for the holdout, and without one
     */
    public record ArmRevenue(Revenue revenue, Lift lift) {}

    /**
     * How much more than the holdout.
     *
     * @param difference arm minus holdout
     * @param low lower bound (95 %), or null where too few came to have one
     * @param high upper bound (95 %), or null where too few came to have one
     * @param relative difference as a share of the holdout's figure, or null where that is zero
     * @param verdict {@code higher}, {@code lower}, {@code undecided} when the interval includes zero, or {@code too-small} when
     *     too few came to tell
     * @param method {@code newcombe} for rates, {@code welch} for value per head
     */
    public record Lift(double difference, Double low, Double high, Double relative, String verdict, String method) {}
}
