package io.itinera.journey.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws one of several arms by weight; a profile draws the same arm whenever it comes here.
 *
 * @param arms at least two, with a weight above zero in all
 */
public record SplitStep(List<Arm> arms) implements Step {

    /** How the step is read. */
    static final StepType<SplitStep> TYPE = new StepType<>("split", SplitStep::read);

    /**
     * One way to go.
     *
     * @param key name of the arm
     * @param weight share of the profiles, relative to the other weights, not negative
     * @param next the step that follows
     * @param holdout true when the arm is what the others are measured against
     */
    public record Arm(String key, double weight, String next, boolean holdout) {}

    private static SplitStep read(Fields fields) {
        List<Arm> arms = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        double total = 0;
        for (Fields arm : fields.objects("arms")) {
            double weight = arm.number("weight", 1).doubleValue();
            if (weight < 0 || !Double.isFinite(weight)) {
                arm.error("weight", "is " + weight + ", expected a number that is not negative");
            }
            total += weight;
            String key = arm.text("key");
            if (!keys.add(key)) {
                arm.error("key", "is '" + key + "' a second time, expected a name of its own");
            }
            arms.add(new Arm(key, weight, arm.text("next"), arm.flag("holdout", false)));
        }
        if (arms.size() < 2) {
            fields.error("arms", "has " + arms.size() + " arms, expected at least two");
        } else if (!(total > 0)) {
            fields.error("arms", "weigh nothing, expected a weight above zero");
        }
        return new SplitStep(arms);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            targets.add(new Target("/arms/" + i + "/next", arms.get(i).next()));
        }
        return targets;
    }

    @Override
    public StepText describe() {
        double total = arms.stream().mapToDouble(Arm::weight).sum();
        return new StepText(
                "Draw one of %d arms at random; a profile always draws the same one".formatted(arms.size()),
                arms.stream()
                        .map(arm -> new StepText.Way(
                                "%s, %s %%%s"
                                        .formatted(
                                                arm.key(),
                                                share(arm.weight() / total),
                                                arm.holdout() ? ", held out for comparison" : ""),
                                arm.next()))
                        .toList());
    }

    private static String share(double share) {
        return BigDecimal.valueOf(share * 100)
                .setScale(1, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public StepResult run(Moment moment) {
        double draw = moment.draw();
        Arm fits = arm(draw);
        Arm arm = arms.stream()
                .filter(a -> a.key().equals(moment.drawn()))
                .findFirst()
                .orElse(fits);
        moment.drew(arm.key());
        Map.Entry<String, Object> why = arm.equals(fits) ? Map.entry("draw", draw) : Map.entry("kept", true);
        return new StepResult.Go(
                arm.next(),
                ReasonWord.ARM.of(arm.key()),
                Map.ofEntries(Map.entry("arm", arm.key()), Map.entry("holdout", arm.holdout()), why));
    }

    private Arm arm(double draw) {
        double total = arms.stream().mapToDouble(Arm::weight).sum();
        double passed = 0;
        Arm last = arms.getLast();
        for (Arm arm : arms) {
            passed += arm.weight();
            if (arm.weight() > 0) {
                last = arm;
                if (draw * total < passed) {
                    return arm;
                }
            }
        }
        return last;
    }
}
