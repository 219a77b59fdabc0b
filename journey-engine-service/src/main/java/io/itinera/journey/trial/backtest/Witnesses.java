package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Transition;
import io.itinera.journey.trial.simulate.Ways;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways of the first profiles that enter, to look at. */
final class Witnesses {

    private static final int MOST = 20;
    private static final int MOST_TRANSITIONS = 1_000;

    private final Map<String, List<Transition>> seen = new LinkedHashMap<>();

    void saw(Transition transition) {
        String profile = transition.profileId();
        if (transition.kind() == Transition.Kind.ENTERED && seen.size() < MOST) {
            seen.putIfAbsent(profile, new ArrayList<>());
        }
        List<Transition> transitions = seen.get(profile);
        if (transitions != null && transitions.size() < MOST_TRANSITIONS) {
            transitions.add(transition);
        }
    }

    List<BackTestReport.Person> people(String journey) {
        return seen.entrySet().stream()
                .map(person -> new BackTestReport.Person(person.getKey(), Ways.of(journey, person.getValue())))
                .toList();
    }
}
