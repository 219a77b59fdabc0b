package io.itinera.journey.explain;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Trigger;
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
    private final ProfileNow now;
    private final ExplainConfig config;

    JourneyExplainer(
            ExplainStore store,
            ProfileNames profiles,
            MessageExplainer messages,
            ActivityLog log,
            Journeys journeys,
            ProfileNow now,
            ExplainConfig config) {
        this.store = store;
        this.profiles = profiles;
        this.messages = messages;
        this.log = log;
        this.journeys = journeys;
        this.now = now;
        this.config = config;
    }

    /**
     * The explanation.
     *
     * @param journey journey key; a 404 problem when there is none
     * @param profileName a profile id or an identifier
     * @param at up to when
     * @param again whether it is asked, too, why a profile that has left did not enter again
     * @throws IllegalArgumentException when the name is neither
     */
    public JourneyExplanation explain(String journey, String profileName, Instant at, boolean again) {
        List<Journey.Version> versions = journeys.versions(journey);
        ProfileRef profile = profiles.find(profileName);
        List<Decision> newest = store.decisions(profile.all(), journey, at, config.decisionsPerAnswer() + 1);
        boolean more = newest.size() > config.decisionsPerAnswer();
        Map<String, List<Decision>> ways = new LinkedHashMap<>();
        List<Decision> refused = new ArrayList<>();
        now.decided(newest.stream().limit(config.decisionsPerAnswer()).toList()).stream()
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
        Instant since = instances.isEmpty() ? Instant.EPOCH : again ? left(instances) : null;
        WhyNot whyNot = since == null ? null : whyNot(profile, versions, after(since, refusals), since, at);
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

    /** When it left last; null where it is in the journey. */
    private static Instant left(List<JourneyExplanation.Way> instances) {
        boolean over = instances.stream()
                .allMatch(way -> way.status().equals("exited") || way.status().equals("failed"));
        return over
                ? instances.stream()
                        .map(way -> way.decisions().getLast().at())
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                : null;
    }

    private static List<Decision> after(Instant since, List<Decision> refusals) {
        return refusals.stream().filter(r -> r.at().isAfter(since)).toList();
    }

    private WhyNot whyNot(
            ProfileRef profile, List<Journey.Version> versions, List<Decision> refusals, Instant since, Instant at) {
        if (!refusals.isEmpty()) {
            return WhyNot.refused(refusals);
        }
        List<WhyNot.Offered> offered = versions.stream()
                .filter(version -> !version.publishedAt().isAfter(at))
                .flatMap(JourneyExplainer::offered)
                .toList();
        // What ended it has been decided: only what came after it can have been another entry.
        Instant earliest = at.minus(config.lookBack());
        Instant from = since.isAfter(earliest) ? since.plusMillis(1) : earliest;
        ActivityLog.Look look =
                offered.isEmpty() ? new ActivityLog.Look(List.of(), true) : log.of(profile.all(), from, at);
        return WhyNot.of(offered, look, latest(profile, offered, look, at), from, at, now);
    }

    /** How the profile was: as its last activity says, or, where time or a count brings entries and none is recorded, as it is now. */
    private Activity latest(ProfileRef profile, List<WhyNot.Offered> offered, ActivityLog.Look look, Instant at) {
        if (!look.activities().isEmpty()) {
            return look.activities().getLast();
        }
        Trigger on = offered.isEmpty()
                ? null
                : offered.getLast().definition().entry().on();
        return on instanceof Trigger.Timed || on instanceof Trigger.Counted
                ? now.of(profile.id(), at).orElse(null)
                : null;
    }

    /** A version that can no longer be read took no entries. */
    private static Stream<WhyNot.Offered> offered(Journey.Version version) {
        try {
            return Stream.of(new WhyNot.Offered(
                    version.version(),
                    version.publishedAt(),
                    JourneyDefinitions.read(new PublishedJourney.Version(
                            version.version(), version.definition(), version.publishedAt()))));
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
        if (whyNot != null && whyNot.reason() != WhyNot.Why.REFUSED) {
            sentences.add(whyNot.sentence());
        }
        return sentences;
    }
}
