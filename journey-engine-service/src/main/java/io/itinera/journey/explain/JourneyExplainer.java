package io.itinera.journey.explain;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinitions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Explains what a profile did in a journey, and why it did not enter. */
@ApplicationScoped
public class JourneyExplainer {

    private final ExplainStore store;
    private final ProfileNames profiles;
    private final MessageExplainer messages;
    private final ActivityLog log;
    private final Journeys journeys;
    private final ExplainConfig config;

    JourneyExplainer(
            ExplainStore store,
            ProfileNames profiles,
            MessageExplainer messages,
            ActivityLog log,
            Journeys journeys,
            ExplainConfig config) {
        this.store = store;
        this.profiles = profiles;
        this.messages = messages;
        this.log = log;
        this.journeys = journeys;
        this.config = config;
    }

    /**
     * The explanation.
     *
     * @param journey journey key; a 404 problem when there is none
     * @param profileName a profile id or an identifier
     * @param at up to when
     * @throws IllegalArgumentException when the name is neither
     */
    public JourneyExplanation explain(String journey, String profileName, Instant at) {
        List<Journey.Version> versions = journeys.versions(journey);
        ProfileRef profile = profiles.find(profileName);
        List<Decision> newest = store.decisions(profile.all(), journey, at, config.decisionsPerAnswer() + 1);
        boolean more = newest.size() > config.decisionsPerAnswer();
        Map<String, List<Decision>> ways = new LinkedHashMap<>();
        List<Decision> refused = new ArrayList<>();
        newest.stream()
                .limit(config.decisionsPerAnswer())
                .sorted(Comparator.comparing(Decision::at).thenComparingLong(Decision::sequence))
                .forEach(decision -> {
                    if (decision.isRefusal()) {
                        refused.add(decision);
                    } else {
                        ways.computeIfAbsent(decision.instance(), _ -> new ArrayList<>())
                                .add(decision);
                    }
                });
        List<Decision> refusals = refused.stream()
                .flatMap(r -> DecisionSentences.say(List.of(r)).stream())
                .toList();
        List<MessageExplanation> asked = ways.isEmpty() ? List.of() : messages.of(ways.keySet(), at);
        List<JourneyExplanation.Way> instances = ways.entrySet().stream()
                .map(way -> way(way.getKey(), way.getValue(), asked))
                .toList();
        WhyNot whyNot = instances.isEmpty() ? whyNot(profile, versions, refusals, at) : null;
        return new JourneyExplanation(
                journey, profile, at, instances, refusals, whyNot, more, sentences(instances, refusals, whyNot));
    }

    private static JourneyExplanation.Way way(
            String instance, List<Decision> inOrder, List<MessageExplanation> messages) {
        List<Decision> decisions = DecisionSentences.say(inOrder.stream()
                .sorted(Comparator.comparingLong(Decision::sequence))
                .toList());
        Decision last = decisions.reversed().stream()
                .filter(Decision::isPosition)
                .findFirst()
                .orElse(decisions.getLast());
        return new JourneyExplanation.Way(
                instance,
                last.version(),
                last.status(),
                last.step() == null ? last.next() : last.step(),
                decisions,
                messages.stream().filter(m -> instance.equals(m.instance())).toList());
    }

    private WhyNot whyNot(ProfileRef profile, List<Journey.Version> versions, List<Decision> refusals, Instant at) {
        if (!refusals.isEmpty()) {
            return WhyNot.refused(refusals);
        }
        List<WhyNot.Offered> offered = versions.stream()
                .filter(version -> !version.publishedAt().isAfter(at))
                .flatMap(JourneyExplainer::offered)
                .toList();
        Instant from = at.minus(config.lookBack());
        ActivityLog.Look look =
                offered.isEmpty() ? new ActivityLog.Look(List.of(), true) : log.of(profile.all(), from, at);
        return WhyNot.of(offered, look, from, at);
    }

    /** A version that can no longer be read took no entries. */
    private static Stream<WhyNot.Offered> offered(Journey.Version version) {
        try {
            return Stream.of(new WhyNot.Offered(
                    version.version(), version.publishedAt(), JourneyDefinitions.read(version.definition())));
        } catch (InvalidJourneyException e) {
            return Stream.empty();
        }
    }

    private static List<String> sentences(
            List<JourneyExplanation.Way> instances, List<Decision> refusals, WhyNot whyNot) {
        record Said(Instant at, String sentence) {}
        List<Said> said = new ArrayList<>();
        refusals.forEach(r -> said.add(new Said(r.at(), r.sentence())));
        Set<String> told = new HashSet<>();
        instances.forEach(way -> {
            way.decisions().forEach(d -> said.add(new Said(d.at(), d.sentence())));
            way.messages().stream()
                    .flatMap(m -> m.attempts().stream())
                    .filter(attempt -> told.add(attempt.id()))
                    .flatMap(attempt -> attempt.outcomes().stream())
                    .forEach(o -> said.add(new Said(o.at(), o.sentence())));
        });
        List<String> sentences = new ArrayList<>(said.stream()
                .sorted(Comparator.comparing(Said::at))
                .map(s -> s.at() + ": " + s.sentence())
                .toList());
        if (whyNot != null && refusals.isEmpty()) {
            sentences.add(whyNot.sentence());
        }
        return sentences;
    }
}
