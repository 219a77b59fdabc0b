package io.itinera.journey.definition;

import io.itinera.conditions.Comparison;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Derived;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.GoalReached;
import io.itinera.conditions.MessageIs;
import io.itinera.conditions.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a definition must keep to as a whole: its steps lead somewhere, and its conditions ask what can be known. */
final class JourneyChecks {

    private final JourneyDefinition journey;
    private final Reading reading;

    private JourneyChecks(JourneyDefinition journey, Reading reading) {
        this.journey = journey;
        this.reading = reading;
    }

    static void check(JourneyDefinition journey, Reading reading) {
        JourneyChecks checks = new JourneyChecks(journey, reading);
        RerouteChecks reroutes = new RerouteChecks(journey, reading);
        boolean known = checks.targetsExist();
        known &= reroutes.targetsExist();
        if (known) {
            checks.allStepsAreReached();
            checks.everyCycleWaits();
            reroutes.noneFollowsFromItself();
        }
        checks.nobodyIsStuck();
        checks.steps();
        reading.conditions().forEach(checks::condition);
    }

    private boolean targetsExist() {
        boolean all = true;
        if (!journey.start().isEmpty() && !journey.steps().containsKey(journey.start())) {
            reading.error("/start", "unknown-step", "is '" + journey.start() + "', and there is no such step");
            all = false;
        }
        for (Map.Entry<String, Step> step : journey.steps().entrySet()) {
            for (Step.Target target : step.getValue().targets()) {
                if (!journey.steps().containsKey(target.step())) {
                    all = false;
                    if (!target.step().isEmpty()) {
                        reading.error(
                                at(step.getKey()) + target.field(),
                                "unknown-step",
                                "is '" + target.step() + "', and there is no such step");
                    }
                }
            }
        }
        return all && !journey.start().isEmpty();
    }

    private void allStepsAreReached() {
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>();
        next.add(journey.start());
        while (!next.isEmpty()) {
            String key = next.remove();
            if (reached.add(key)) {
                journey.after(key).forEach(next::add);
            }
        }
        journey.steps().keySet().stream()
                .filter(key -> !reached.contains(key))
                .forEach(key -> reading.warning(at(key), "unreachable", "is never reached from the start"));
    }

    private void everyCycleWaits() {
        Set<String> done = new HashSet<>();
        for (String key : journey.steps().keySet()) {
            walk(key, new LinkedHashSet<>(), done);
        }
    }

    /** Follows the steps that do not wait; coming back to one that is on the way is a loop. */
    private void walk(String key, LinkedHashSet<String> way, Set<String> done) {
        Step step = journey.steps().get(key);
        if (step.breaksCycles() || done.contains(key)) {
            return;
        }
        if (!way.add(key)) {
            reading.error(
                    at(key),
                    "cycle-without-wait",
                    "is part of a cycle without a wait: " + String.join(" → ", way) + " → " + key);
            return;
        }
        step.targets().forEach(t -> walk(t.step(), way, done));
        way.remove(key);
        done.add(key);
    }

    private void nobodyIsStuck() {
        if (journey.maxDuration() != null) {
            return;
        }
        journey.steps().forEach((key, step) -> {
            if (step.endless()) {
                reading.warning(
                        at(key),
                        "endless-wait",
                        "may wait for ever, expected atMost here or maxDuration for the journey");
            }
        });
    }

    /** What steps find wrong with their place in the journey; what is only a slip is told by {@link Lint}. */
    private void steps() {
        journey.steps().forEach((key, step) -> step.findings(journey).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .forEach(finding -> reading.error(at(key) + finding.pointer(), finding.code(), finding.message())));
    }

    private void condition(Reading.Found found) {
        Conditions.leaves(found.condition()).forEach(leaf -> leaf(found, leaf));
    }

    private void leaf(Reading.Found found, Condition leaf) {
        String asked = "asks whether it '" + leaf.describe() + "', ";
        switch (leaf) {
            case Derived derived -> history(found, derived.asked());
            case EventCount count -> history(found, count);
            case MessageIs message
            when inInstance(found, asked) ->
                message.steps().stream()
                        .filter(key -> journey.step(key).filter(Step::sends).isEmpty())
                        .forEach(key -> reading.error(
                                found.pointer(), "unknown-step", asked + "and there is no send step '" + key + "'"));
            case GoalReached reached
            when inInstance(found, asked) -> {
                if (journey.goals().stream().noneMatch(g -> g.key().equals(reached.goal()))) {
                    reading.error(
                            found.pointer(), "unknown-goal", asked + "and there is no goal '" + reached.goal() + "'");
                }
            }
            case Comparison comparison when comparison.source() == Source.CONTEXT -> inInstance(found, asked);
            case Comparison comparison
            when comparison.source() == Source.PROPERTY && found.place() == Reading.Place.SEGMENT ->
                reading.error(found.pointer(), asked + "and no event brings this entry");
            case Comparison comparison
            when comparison.source() == Source.SCORE && found.place() == Reading.Place.SEGMENT ->
                reading.error(found.pointer(), asked + "expected trait, which a computed trait is, too");
            default -> {
                // Traits, properties, scores and segments can be asked for everywhere.
            }
        }
    }

    /** An event of the past is asked by its own properties, by what profile-service keeps of it. */
    private void history(Reading.Found found, Condition asked) {
        if (asked instanceof EventCount count && count.where() != null) {
            Conditions.leaves(count.where())
                    .filter(leaf -> !(leaf instanceof Comparison c && c.source() == Source.PROPERTY))
                    .forEach(leaf -> reading.error(
                            found.pointer(),
                            "asks of events in the past whether '" + leaf.describe()
                                    + "', expected only their properties in where"));
        }
    }

    private boolean inInstance(Reading.Found found, String asked) {
        if (found.place() == Reading.Place.INSTANCE) {
            return true;
        }
        reading.error(found.pointer(), asked + "which is known only once the profile is in the journey");
        return false;
    }

    private static String at(String step) {
        return "/steps/" + Conditions.escape(step);
    }
}
