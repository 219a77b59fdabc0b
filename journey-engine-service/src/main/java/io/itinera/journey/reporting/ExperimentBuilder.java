package io.itinera.journey.reporting;

import io.itinera.journey.reporting.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up the arms of one step, and measures each against the holdout; several holdouts are one. */
final class ExperimentBuilder {

    private final Map<String, Drawn> arms = new TreeMap<>();
    private final Set<String> goals = new TreeSet<>();

    /** One arm's sums. */
    private static final class Drawn {
        private final Map<String, Conversions> goals = new TreeMap<>();
        private boolean holdout;
        private long entered;

        private Conversions goal(String goal) {
            return goals.getOrDefault(goal, Conversions.NONE);
        }
    }

    void drew(String arm, boolean holdout, long n) {
        Drawn drawn = arm(arm);
        drawn.entered += n;
        drawn.holdout |= holdout;
    }

    void reached(GoalRow row) {
        goals.add(row.goal());
        arm(row.arm()).goals.computeIfAbsent(row.goal(), _ -> new Conversions()).add(row.currency(), row.sum());
    }

    private Drawn arm(String arm) {
        return arms.computeIfAbsent(arm, _ -> new Drawn());
    }

    Experiment build(String split) {
        Drawn holdout = holdout();
        List<Experiment.Arm> all = new ArrayList<>();
        arms.forEach((key, arm) -> all.add(new Experiment.Arm(
                key,
                arm.holdout,
                arm.entered,
                goals.stream()
                        .map(goal -> goal(goal, arm, arm.holdout ? null : holdout))
                        .toList())));
        return new Experiment(
                split, all, holdout == null ? "no arm is a holdout that the others are measured against" : null);
    }

    /** All holdouts together, or null without any. */
    private Drawn holdout() {
        List<Drawn> holdouts = arms.values().stream().filter(a -> a.holdout).toList();
        if (holdouts.isEmpty()) {
            return null;
        }
        Drawn one = new Drawn();
        for (Drawn holdout : holdouts) {
            one.entered += holdout.entered;
            holdout.goals.forEach((goal, conversions) ->
                    one.goals.computeIfAbsent(goal, _ -> new Conversions()).addAll(conversions));
        }
        return one;
    }

    private static Experiment.ArmGoal goal(String goal, Drawn arm, Drawn against) {
        Conversions mine = arm.goal(goal);
        Interval interval = mine.of(arm.entered).wilson();
        return new Experiment.ArmGoal(
                goal,
                mine.n(),
                mine.of(arm.entered).rate(),
                interval.low(),
                interval.high(),
                against == null ? null : mine.lift(arm.entered, against.goal(goal), against.entered),
                revenue(mine, arm.entered, against == null ? null : against.goal(goal), against));
    }

    private static List<Experiment.ArmRevenue> revenue(Conversions mine, long entered, Conversions its, Drawn against) {
        Set<String> currencies = new TreeSet<>(mine.currencies());
        if (its != null) {
            currencies.addAll(its.currencies());
        }
        return currencies.stream()
                .map(currency -> new Experiment.ArmRevenue(
                        mine.revenue(currency, entered),
                        its == null ? null : mine.revenueLift(currency, entered, its, against.entered)))
                .toList();
    }
}
