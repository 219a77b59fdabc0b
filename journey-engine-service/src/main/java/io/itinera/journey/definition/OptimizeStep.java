package io.itinera.journey.definition;

import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import io.itinera.journey.learning.Bandit;
import io.itinera.journey.learning.Evidence;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shifts traffic to the arm that does best at the journey's primary goal, by Thompson sampling. An instance keeps its arm; a profile
 * that is held out is so whenever it comes here.
 *
 * @param arms two to five
 * @param floor percent of the choices that every arm gets at least
 * @param holdout what the arms are measured against, or null
 * @param course how it learns
 */
public record OptimizeStep(List<Arm> arms, double floor, Holdout holdout, Course course) implements Step {

    /** How the step is read. */
    static final StepType<OptimizeStep> TYPE = new StepType<>("optimize", OptimizeStep::read);

    private static final int MOST_ARMS = 5;
    private static final double FLOOR = 5;

    /**
     * One way to go.
     *
     * @param key name of the arm
     * @param weight share of the profiles while nothing is learned, relative to the other weights, not negative
     * @param next the step that follows
     */
    public record Arm(String key, double weight, String next) {}

    /**
     * Profiles that the step does not choose for.
     *
     * @param key name, as of an arm
     * @param percent of the profiles
     * @param next the step that follows
     */
    public record Holdout(String key, double percent, String next) {}

    /**
     * How a step learns.
     *
     * @param learn false to go by the weights alone
     * @param until from when on the best arm gets all, or null
     * @param window so long back entries count, or null for all
     */
    public record Course(boolean learn, Instant until, Span window) {}

    private static OptimizeStep read(Fields fields) {
        Arms reading = new Arms(fields);
        List<Arm> arms = reading.read((arm, key, weight) -> new Arm(key, weight, arm.text("next")));
        reading.check(arms.size() >= 2 && arms.size() <= MOST_ARMS, "two to five");
        double most = arms.isEmpty() ? 100 : 100.0 / arms.size();
        return new OptimizeStep(
                arms,
                Percent.read(fields, "floor", Math.min(FLOOR, most), most),
                holdout(fields.object("holdout"), reading),
                new Course(fields.flag("learn", true), until(fields), fields.span("window")));
    }

    private static Holdout holdout(Fields holdout, Arms arms) {
        return holdout == null
                ? null
                : new Holdout(arms.key(holdout), Percent.read(holdout, "percent", 10, 100), holdout.text("next"));
    }

    private static Instant until(Fields fields) {
        String until = fields.text("until", null);
        try {
            return until == null ? null : OffsetDateTime.parse(until).toInstant();
        } catch (DateTimeException e) {
            fields.error("until", "is '" + until + "', expected a time such as 2026-12-01T00:00:00Z");
            return null;
        }
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        List<Target> targets = Target.each("arms", arms, Arm::next);
        if (holdout != null) {
            targets.add(new Target("/holdout/next", holdout.next()));
        }
        return targets;
    }

    @Override
    public List<Finding> findings(JourneyDefinition journey) {
        return journey.primaryGoal().isPresent()
                ? List.of()
                : List.of(Finding.error(
                        "",
                        "no-primary-goal",
                        "optimizes for the primary goal, expected one goal of the journey with primary: true"));
    }

    @Override
    public Optional<Rivals> rivals() {
        return Optional.of(new Rivals(arms.stream().map(Arm::key).toList(), course.window()));
    }

    @Override
    public StepText describe() {
        String until = course.until() == null
                ? ""
                : "; from " + Sentence.time(course.until(), ZoneOffset.UTC) + " on, the best arm gets all";
        String window =
                course.window() == null ? "" : ", by those who entered within the last " + Words.span(course.window());
        List<StepText.Way> ways = new ArrayList<>();
        arms.forEach(arm -> ways.add(new StepText.Way(arm.key(), arm.next())));
        if (holdout != null) {
            ways.add(new StepText.Way(
                    "%s, %s %% of the profiles, held out for comparison"
                            .formatted(holdout.key(), Percent.say(holdout.percent())),
                    holdout.next()));
        }
        return new StepText(
                course.learn()
                        ? "Take the arm that does best at the primary goal%s, and every arm in at least %s %% of the cases%s"
                                .formatted(window, Percent.say(floor), until)
                        : "Draw one of %d arms by fixed weights, without learning".formatted(arms.size()),
                ways);
    }

    @Override
    public StepResult run(Moment moment) {
        String before = moment.drawn();
        if (holdout != null && holdout.key().equals(before)) {
            return go(holdout.key(), holdout.next(), Map.of("holdout", true, "kept", true));
        }
        for (Arm arm : arms) {
            if (arm.key().equals(before)) {
                return go(arm.key(), arm.next(), Map.of("holdout", false, "kept", true));
            }
        }
        Evidence evidence = moment.evidence();
        Bandit.Choice choice = bandit().choose(evidence.arms(), mode(moment), moment.chance());
        Map<String, Object> detail = new LinkedHashMap<>(Map.of("holdout", false, "model", evidence.model()));
        detail.putAll(choice.detail());
        if (choice.arm() == null) {
            moment.drew(holdout.key());
            return go(holdout.key(), holdout.next(), detail);
        }
        moment.drew(choice.arm());
        return go(choice.arm(), next(choice.arm()), detail);
    }

    /** The step as a choice between arms. */
    public Bandit bandit() {
        return new Bandit(
                arms.stream().map(a -> new Bandit.Arm(a.key(), a.weight())).toList(),
                floor,
                holdout == null ? 0 : holdout.percent());
    }

    private Bandit.Mode mode(Moment moment) {
        if (!course.learn() || !moment.learns()) {
            return Bandit.Mode.FIX;
        }
        boolean over = course.until() != null && !moment.facts().now().isBefore(course.until());
        return over ? Bandit.Mode.SETTLE : Bandit.Mode.LEARN;
    }

    private String next(String key) {
        return arms.stream()
                .filter(a -> a.key().equals(key))
                .findFirst()
                .orElseThrow()
                .next();
    }

    private static StepResult go(String arm, String next, Map<String, Object> why) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("arm", arm);
        detail.putAll(why);
        return new StepResult.Go(next, ReasonWord.OPTIMIZED.of(arm), detail);
    }
}
