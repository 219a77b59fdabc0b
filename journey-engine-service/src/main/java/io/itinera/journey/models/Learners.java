package io.itinera.journey.models;

import io.itinera.conditions.Span;
import io.itinera.journey.catalog.LearningStops;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** The steps that learn, of all versions; read once each, since a version never changes. */
@ApplicationScoped
class Learners {

    private static final Logger LOG = Logger.getLogger(Learners.class);
    /** A publication may be committed later than its time says. */
    private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(5);

    private final LearningStops catalog;
    private final TreeMap<String, TreeMap<Integer, List<Arms>>> steps = new TreeMap<>();
    private boolean answers;
    private Instant seen = Instant.EPOCH;

    Learners(LearningStops catalog) {
        this.catalog = catalog;
    }

    /**
     * A step whose arms are compared.
     *
     * @param version of the journey
     * @param step key
     * @param arms keys
     * @param goal that decides
     * @param window so long back entries count, or null
     */
    record Arms(int version, String step, List<String> arms, String goal, Span window) {}

    /** Looks for new versions. */
    synchronized void look() {
        for (LearningStops.Learner learner :
                catalog.publishedSince(seen.equals(Instant.EPOCH) ? seen : seen.minus(COMMITTED_WITHIN))) {
            seen = learner.publishedAt().isAfter(seen) ? learner.publishedAt() : seen;
            if (!steps.containsKey(learner.journey())
                    || !steps.get(learner.journey()).containsKey(learner.version())) {
                learn(learner);
            }
        }
    }

    private void learn(LearningStops.Learner learner) {
        List<Arms> found = new ArrayList<>();
        try {
            JourneyDefinition definition = JourneyDefinitions.read(learner.definition());
            answers |= definition.steps().values().stream().anyMatch(Step::learnsFromAnswers);
            definition.primaryGoal().ifPresent(goal -> definition.steps().forEach((key, step) -> step.rivals()
                    .ifPresent(rivals ->
                            found.add(new Arms(learner.version(), key, rivals.arms(), goal.key(), rivals.window())))));
        } catch (InvalidJourneyException e) {
            LOG.warnf(
                    "version not read, nothing is learned of it journey=%s version=%d",
                    learner.journey(), learner.version());
        }
        steps.computeIfAbsent(learner.journey(), _ -> new TreeMap<>()).put(learner.version(), found);
    }

    /** Steps whose arms are compared, by journey. */
    synchronized TreeMap<String, List<Arms>> byJourney() {
        TreeMap<String, List<Arms>> all = new TreeMap<>();
        steps.forEach((journey, versions) -> {
            List<Arms> arms = versions.values().stream().flatMap(List::stream).toList();
            if (!arms.isEmpty()) {
                all.put(journey, arms);
            }
        });
        return all;
    }

    /** True when a journey decides by what profiles answer to. */
    synchronized boolean learnFromAnswers() {
        return answers;
    }
}
