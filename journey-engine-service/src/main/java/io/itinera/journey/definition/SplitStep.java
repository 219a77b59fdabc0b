package io.itinera.journey.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        Arms reading = new Arms(fields);
        List<Arm> arms =
                reading.read((arm, key, weight) -> new Arm(key, weight, arm.text("next"), arm.flag("holdout", false)));
        reading.check(arms.size() >= 2, "at least two");
        return new SplitStep(arms);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        return Target.each("arms", arms, Arm::next);
    }

    @Override
    public List<Finding> findings(JourneyDefinition journey) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < arms.size(); i++) {
            if (arms.get(i).weight() == 0) {
                findings.add(Finding.warning(
                        "/arms/" + i,
                        "arm-never-taken",
                        "weighs nothing: nobody takes the arm '" + arms.get(i).key() + "'"));
            }
        }
        return findings;
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
