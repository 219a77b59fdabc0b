package io.itinera.journey.models;

import io.itinera.contracts.LearningModel;
import io.itinera.journey.learning.Comparison;
import io.itinera.journey.learning.Odds;
import io.itinera.journey.reporting.Experiment;
import io.itinera.journey.reporting.statistics.Interval;
import io.itinera.journey.reporting.statistics.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arms of one step, compared. Pure arithmetic. */
final class StepReport {

    private final List<LearningReport.Arm> arms;
    /** Null where there is nothing to compare arms by, or only one. */
    private final Comparison chosen;

    private final Experiment.Lift lift;

    private StepReport(List<LearningReport.Arm> arms, Comparison chosen, Experiment.Lift lift) {
        this.arms = arms;
        this.chosen = chosen;
        this.lift = lift;
    }

    /**
     * Compares arms.
     *
     * @param goal by which, or null where there is none: then they are told, and not compared
     */
    static StepReport of(List<Experiment.Arm> counted, String goal) {
        Map<String, Odds> odds = new LinkedHashMap<>();
        long entered = 0;
        for (Experiment.Arm arm : counted) {
            if (!arm.holdout()) {
                odds.put(arm.arm(), new Odds(arm.entered(), conversions(arm, goal)));
                entered += arm.entered();
            }
        }
        Comparison chosen = new Comparison(odds);
        Map<String, Double> chances = goal == null ? Map.of() : chosen.chancesOfBest();
        List<LearningReport.Arm> arms = new ArrayList<>();
        for (Experiment.Arm arm : counted) {
            Proportion rate = proportion(arm.entered(), conversions(arm, goal));
            Interval interval = rate.wilson();
            arms.add(new LearningReport.Arm(
                    arm.arm(),
                    arm.holdout(),
                    arm.entered(),
                    rate.hits(),
                    rate.rate(),
                    interval.low(),
                    interval.high(),
                    arm.holdout() || entered == 0 ? null : (double) arm.entered() / entered,
                    chances.get(arm.arm())));
        }
        return new StepReport(
                arms,
                goal == null || odds.size() < 2 ? null : chosen,
                goal == null ? null : lift(all(arms, false), all(arms, true)));
    }

    private static long conversions(Experiment.Arm arm, String goal) {
        return arm.goals().stream()
                .filter(g -> g.goal().equals(goal))
                .mapToLong(Experiment.ArmGoal::conversions)
                .sum();
    }

    /** Where instances moved here from another version, more can have converted than entered. */
    private static Proportion proportion(long entered, long conversions) {
        return new Proportion(conversions, Math.max(entered, conversions));
    }

    /** All that were chosen for against those held out; null where either is nobody. */
    static Experiment.Lift lift(Proportion mine, Proportion its) {
        if (its.n() == 0 || mine.n() == 0) {
            return null;
        }
        double difference = mine.rate() - its.rate();
        Interval interval = mine.minus(its);
        return new Experiment.Lift(
                difference,
                interval.low(),
                interval.high(),
                its.rate() == 0 ? null : difference / its.rate(),
                verdict(interval, mine.tells() && its.tells()),
                "newcombe");
    }

    private static String verdict(Interval interval, boolean tells) {
        if (!tells) {
            return "too-small";
        }
        return interval.low() > 0 ? "higher" : interval.high() < 0 ? "lower" : "undecided";
    }

    private static Proportion all(List<LearningReport.Arm> arms, boolean holdout) {
        long entered = 0;
        long conversions = 0;
        for (LearningReport.Arm arm : arms) {
            entered += arm.holdout() == holdout ? Math.max(arm.entered(), arm.conversions()) : 0;
            conversions += arm.holdout() == holdout ? arm.conversions() : 0;
        }
        return new Proportion(conversions, entered);
    }

    LearningReport.Step with(
            String step, String type, boolean stopped, LearningModel model, List<LearningReport.Answers> answers) {
        return new LearningReport.Step(
                step,
                type,
                stopped,
                model == null ? 0 : model.model(),
                model == null ? null : model.from(),
                arms,
                chosen == null ? null : chosen.best(),
                chosen == null ? null : chosen.regret(),
                chosen == null ? null : chosen.regretOfEvenSplit(),
                lift,
                answers);
    }
}
