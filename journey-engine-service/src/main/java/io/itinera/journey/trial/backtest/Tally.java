package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Transition;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/** Counts transitions of one journey; the same for what was tried and for what really happened. */
final class Tally {

    private static final String SEND = "send";

    private final Map<String, StepTally> steps = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> exited = new TreeMap<>();
    private final Map<String, Long> failed = new TreeMap<>();
    private final Map<String, Long> goals = new TreeMap<>();
    private final Map<String, Long> messagesByDay = new TreeMap<>();
    private final Map<String, Long> messagesByTemplate = new TreeMap<>();
    private long entered;
    private long transitions;
    private long messages;

    private static final class StepTally {
        private long in;
        private final Map<String, Long> out = new TreeMap<>();
        private final Map<String, Long> next = new TreeMap<>();
    }

    void add(Transition transition) {
        transitions++;
        switch (transition.kind()) {
            case ENTERED -> {
                entered++;
                came(transition.next());
            }
            case MOVED -> moved(transition);
            case REFUSED -> one(refused, transition.reason());
            case GOAL -> one(goals, transition.reason());
            case EXITED -> ended(exited, transition);
            case FAILED -> ended(failed, transition);
            default -> {
                // A wait goes on: the step that it is at has been counted.
            }
        }
    }

    private void moved(Transition transition) {
        if (transition.journey().step() != null) {
            StepTally step = step(transition.journey().step());
            one(step.out, transition.reason());
            if (transition.next() != null) {
                one(step.next, transition.next());
            }
        }
        came(transition.next());
        if (SEND.equals(transition.stepType()) && transition.detail().get("message") != null) {
            messages++;
            one(
                    messagesByDay,
                    LocalDate.ofInstant(transition.at(), ZoneOffset.UTC).toString());
            one(messagesByTemplate, String.valueOf(transition.detail().get("template")));
        }
    }

    private void ended(Map<String, Long> reasons, Transition transition) {
        one(reasons, transition.reason());
        if (transition.journey().step() != null) {
            one(step(transition.journey().step()).out, transition.reason());
        }
    }

    private void came(String step) {
        if (step != null) {
            step(step).in++;
        }
    }

    private StepTally step(String key) {
        return steps.computeIfAbsent(key, _ -> new StepTally());
    }

    private static void one(Map<String, Long> counts, String key) {
        counts.merge(String.valueOf(key), 1L, Long::sum);
    }

    long transitions() {
        return transitions;
    }

    BackTestReport.Counts counts() {
        return new BackTestReport.Counts(
                entered,
                refused,
                exited,
                failed,
                goals,
                new BackTestReport.Messages(messages, messagesByDay, messagesByTemplate),
                steps.entrySet().stream()
                        .map(step -> new BackTestReport.Step(
                                step.getKey(), step.getValue().in, step.getValue().out, step.getValue().next))
                        .toList(),
                transitions);
    }
}
