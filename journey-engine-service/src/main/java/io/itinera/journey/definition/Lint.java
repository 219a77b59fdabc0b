package io.itinera.journey.definition;

import io.itinera.conditions.Conditions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is allowed in a definition and is most likely a slip: ways that nobody can take, and places that nobody leaves. */
final class Lint {

    private final JourneyDefinition journey;
    private final List<Finding> findings = new ArrayList<>();

    private Lint(JourneyDefinition journey) {
        this.journey = journey;
    }

    static List<Finding> of(JourneyDefinition journey, List<Reading.Found> conditions) {
        Lint lint = new Lint(journey);
        conditions.forEach(lint::neverTrue);
        lint.deadEnds();
        lint.judged();
        journey.steps().forEach((key, step) -> step.findings(journey).stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .forEach(finding -> lint.warn(at(key) + finding.pointer(), finding.code(), finding.message())));
        Entry.Rollout rollout = journey.entry().rollout();
        if (rollout.percent() == 0 && rollout.always().isEmpty()) {
            lint.warn("/entry/rollout/percent", "nobody-enters", "is 0, and no segment always enters: nobody does");
        }
        return lint.findings;
    }

    private void neverTrue(Reading.Found found) {
        if (Contradictions.never(found.condition())) {
            warn(
                    found.pointer(),
                    "never-true",
                    "asks whether it '" + found.condition().describe() + "', which can never be true");
        }
    }

    /** Steps from which no exit can be reached; where an exit rule or a limit ends the journey, that is meant. */
    private void deadEnds() {
        JourneyDefinition.Limits limits = journey.limits();
        if (limits.maxDuration() != null
                || limits.maxVisits() != null
                || !journey.exits().isEmpty()) {
            return;
        }
        Set<String> ending = new HashSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, Step> step : journey.steps().entrySet()) {
                boolean ends = step.getValue().targets().isEmpty()
                        || journey.after(step.getKey()).anyMatch(ending::contains);
                if (ends && ending.add(step.getKey())) {
                    more = true;
                }
            }
        }
        reached().stream()
                .filter(key -> !ending.contains(key))
                .forEach(key -> warn(
                        at(key),
                        "dead-end",
                        "leads to no exit, and neither an exit rule nor maxDuration or maxVisits ends the journey"));
    }

    /** Choices that are learned from answers that nobody can give, or whose worth no goal tells. */
    private void judged() {
        Set<String> steps = new LinkedHashSet<>();
        for (Judged judged : Judged.of(journey)) {
            steps.add(judged.step());
            if (judged.sends().isEmpty()) {
                warn(
                        judged.pointer() + "/next",
                        "answers-unseen",
                        "leads to no message by %s, whose opens and clicks the choice is judged by: what it brings is never known"
                                .formatted(judged.channel()));
            }
        }
        if (journey.primaryGoal().isEmpty()) {
            steps.forEach(key -> findings.add(Finding.info(
                    at(key),
                    "no-primary-goal",
                    "is judged by opens and clicks alone: no primary goal says what they lead to")));
        }
    }

    private List<String> reached() {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(journey.start()));
        while (!next.isEmpty()) {
            String key = next.remove();
            if (reached.add(key) && journey.steps().containsKey(key)) {
                journey.after(key).forEach(next::add);
            }
        }
        return journey.steps().keySet().stream().filter(reached::contains).toList();
    }

    private void warn(String pointer, String code, String message) {
        findings.add(Finding.warning(pointer, code, message));
    }

    private static String at(String step) {
        return "/steps/" + Conditions.escape(step);
    }
}
