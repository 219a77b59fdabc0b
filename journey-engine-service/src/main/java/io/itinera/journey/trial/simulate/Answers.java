package io.itinera.journey.trial.simulate;

import io.itinera.contracts.Transition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the answers of a scenario to the steps that wait for one. */
final class Answers {

    private final String journey;
    private final Map<String, List<Scenario.Answer>> scripted;
    /** How often an instance has come to a step, by both. */
    private final Map<String, Integer> visits = new HashMap<>();

    /** The answer to one visit of a step. */
    record Due(String instance, String step, int visit, Scenario.Answer answer) {}

    Answers(String journey, Map<String, List<Scenario.Answer>> scripted) {
        this.journey = journey;
        this.scripted = scripted;
    }

    /** Looks at a transition, and answers where a step of the script waits. */
    Optional<Due> took(Transition transition) {
        String instance = transition.journey().instance();
        if (transition.next() != null) {
            visits.merge(instance + " " + transition.next(), 1, Integer::sum);
        }
        String step = transition.journey().step();
        if (transition.kind() != Transition.Kind.WAITING
                || !journey.equals(transition.journey().journey())) {
            return Optional.empty();
        }
        List<Scenario.Answer> answers = scripted.getOrDefault(step, List.of());
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        int visit = visits.getOrDefault(instance + " " + step, 1);
        return Optional.of(new Due(instance, step, visit, answers.get(Math.min(visit, answers.size()) - 1)));
    }
}
