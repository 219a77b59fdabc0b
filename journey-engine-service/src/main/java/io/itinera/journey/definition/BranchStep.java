package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first condition that holds decides where to go.
 *
 * @param branches in order, at least one
 * @param otherwise the step that follows when none holds
 */
public record BranchStep(List<Branch> branches, String otherwise) implements Step {

    /** How the step is read. */
    static final StepType<BranchStep> TYPE = new StepType<>("branch", BranchStep::read);

    /** A condition and where it leads. */
    public record Branch(Condition when, String next) {}

    private static BranchStep read(Fields fields) {
        List<Branch> branches = fields.objects("branches").stream()
                .map(b -> new Branch(required(b), b.text("next")))
                .toList();
        if (branches.isEmpty()) {
            fields.error("branches", "is empty, expected at least one branch");
        }
        return new BranchStep(branches, fields.text("otherwise"));
    }

    private static Condition required(Fields branch) {
        if (!branch.has("when")) {
            branch.error("when", "is missing");
        }
        return branch.condition("when", Reading.Place.INSTANCE);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        List<Target> targets = Target.each("branches", branches, Branch::next);
        targets.add(new Target("/otherwise", otherwise));
        return targets;
    }

    @Override
    public List<Finding> findings(JourneyDefinition journey) {
        List<Finding> findings = new ArrayList<>();
        Set<Map<String, Object>> before = new HashSet<>();
        for (int i = 0; i < branches.size(); i++) {
            Condition when = branches.get(i).when();
            if (when != null && !before.add(when.toMap())) {
                findings.add(Finding.warning(
                        "/branches/" + i,
                        "branch-never-taken",
                        "asks what an earlier branch asks: '" + when.describe() + "'"));
            }
        }
        return findings;
    }

    @Override
    public StepText describe() {
        List<StepText.Way> ways = new ArrayList<>();
        branches.forEach(
                branch -> ways.add(new StepText.Way("if " + branch.when().describe(), branch.next())));
        ways.add(new StepText.Way("otherwise", otherwise));
        return new StepText("Take the first way whose condition holds", ways);
    }

    @Override
    public StepResult run(Moment moment) {
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = branches.get(i);
            if (branch.when().test(moment.facts())) {
                Map<String, Object> why = branch.when().explain(moment.facts()).toMap();
                return new StepResult.Go(branch.next(), ReasonWord.CONDITION, Map.of("branch", i, "when", why));
            }
        }
        List<Map<String, Object>> why = branches.stream()
                .map(b -> b.when().explain(moment.facts()).toMap())
                .toList();
        return new StepResult.Go(otherwise, ReasonWord.OTHERWISE, Map.of("when", why));
    }
}
