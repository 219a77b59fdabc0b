package io.itinera.journey.trial.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.trial.membership.Memberships;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plays scenarios. Without state, clock or chance: the same scenario gives the same trace. */
public final class Simulator {

    private static final int MAX_PATHS = 256;

    private Simulator() {}

    /**
     * Plays a scenario.
     *
     * @throws io.itinera.journey.definition.InvalidJourneyException when the definition breaks a rule of the language
     * @throws io.itinera.problems.ProblemException when the scenario names an arm that there is not
     */
    public static Trace play(Subject subject, Scenario scenario) {
        JourneyDefinitions.read(subject.definition());
        return play(subject, scenario, memberships(subject));
    }

    /** Plays a scenario once for each combination of arms that it can come to; arms that it forces stay. */
    public static Exploration explore(Subject subject, Scenario scenario) {
        JourneyDefinition journey = JourneyDefinitions.read(subject.definition());
        Memberships memberships = memberships(subject);
        List<Trace> paths = new ArrayList<>();
        Deque<Map<String, String>> open = new ArrayDeque<>(List.of(scenario.arms()));
        while (!open.isEmpty() && paths.size() < MAX_PATHS) {
            Map<String, String> arms = open.remove();
            Scenario one = scenario.withArms(arms);
            Trace trace = play(subject, one, memberships);
            drawn(trace, subject.definition(), arms)
                    .ifPresentOrElse(
                            step -> ForcedArms.of(subject.definition(), step).forEach(arm -> {
                                Map<String, String> more = new HashMap<>(arms);
                                more.put(step, arm);
                                open.addFirst(more);
                            }),
                            () -> paths.add(trace));
        }
        return new Exploration(paths, Coverage.of(journey, paths), open.isEmpty());
    }

    private static Trace play(Subject subject, Scenario scenario, Memberships memberships) {
        return Simulation.play(catalog(subject, scenario), subject.key(), scenario, memberships);
    }

    /** Those that profile-service would keep for the journey, and for the others beside it. */
    private static Memberships memberships(Subject subject) {
        List<Memberships.Segment> segments = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        Stream.concat(
                        Stream.of(JourneyDefinitions.needs(subject.definition(), subject.version())),
                        others(subject)
                                .flatMap(other -> other.versions().stream())
                                .map(v -> JourneyDefinitions.needs(v.definition(), v.version())))
                .flatMap(List::stream)
                .filter(need -> keys.add(need.segment()))
                .forEach(need -> segments.add(
                        new Memberships.Segment(need.segment(), need.condition(), need.zone(), Instant.MAX)));
        return new Memberships(segments);
    }

    private static Stream<PublishedJourney> others(Subject subject) {
        return subject.alongside().stream().filter(other -> !other.key().equals(subject.key()));
    }

    /** The first step whose arm was drawn and not forced. */
    private static Optional<String> drawn(Trace trace, JsonNode definition, Map<String, String> forced) {
        return trace.beats().stream()
                .flatMap(beat -> beat.transitions().stream())
                .filter(t -> t.journey().journey().equals(trace.journey()))
                .filter(t -> t.detail().containsKey("arm"))
                .map(t -> t.journey().step())
                .filter(step -> step != null && !forced.containsKey(step))
                .filter(step -> !ForcedArms.of(definition, step).isEmpty())
                .findFirst();
    }

    private static Catalog catalog(Subject subject, Scenario scenario) {
        JsonNode definition = ForcedArms.in(subject.definition(), scenario.arms());
        JsonNode offered = scenario.rollout() ? definition : ForcedArms.rolledOut(definition);
        Catalog catalog = Catalog.empty().knowing(scenario.learned().insight());
        for (PublishedJourney other : others(subject).toList()) {
            catalog = catalog.with(other);
        }
        return catalog.with(new PublishedJourney(
                subject.key(),
                PublishedJourney.State.LIVE,
                subject.version(),
                List.of(new PublishedJourney.Version(subject.version(), offered, null))));
    }
}
