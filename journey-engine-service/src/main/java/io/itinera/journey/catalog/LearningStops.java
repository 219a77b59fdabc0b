package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Step;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stops the learning of a step of a live journey, or lets it go on, without a new version: what learns can be told to stop at once. Also
 * tells which versions learn.
 */
@ApplicationScoped
public class LearningStops {

    private final JourneyStore journeys;
    private final ChangeStore changes;
    private final MigrationPlanner versions;
    private final VersionStore published;
    private final OutboxStore outbox;
    private final Trail trail;

    LearningStops(
            JourneyStore journeys,
            ChangeStore changes,
            MigrationPlanner versions,
            VersionStore published,
            OutboxStore outbox,
            Trail trail) {
        this.journeys = journeys;
        this.changes = changes;
        this.versions = versions;
        this.published = published;
        this.outbox = outbox;
        this.trail = trail;
    }

    /**
     * A version that may have a step which learns.
     *
     * @param journey journey key
     * @param version its number
     * @param definition as published
     * @param publishedAt when
     */
    public record Learner(String journey, int version, JsonNode definition, Instant publishedAt) {}

    /** Versions published since then that may have a step which learns, oldest first. */
    @Transactional
    public List<Learner> publishedSince(Instant time) {
        return published.learnersSince(time).stream()
                .map(row -> new Learner(
                        row.id.key(), row.id.version(), DefinitionText.read(row.definition), row.publishedAt))
                .toList();
    }

    /** The latest decision about each step; none about a step that learns as its definition says. */
    @Transactional
    public List<PublishedJourney.Learning> of(String key) {
        journeys.existing(key);
        Map<String, PublishedJourney.Learning> latest = new LinkedHashMap<>();
        changes.learning(key).forEach(decision -> latest.put(decision.step(), decision));
        return List.copyOf(latest.values());
    }

    /** Stops a step's learning, in every version, or lets it go on. */
    @Transactional
    public List<PublishedJourney.Learning> decide(
            String key, Match match, String step, boolean stopped, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JourneyStore.refuseIn(
                row, Set.of(JourneyState.DRAFT, JourneyState.ARCHIVED), "only a published journey learns");
        learns(versions.version(row, row.currentVersion), step);
        // A record carries milliseconds: what comes within this one counts as after it.
        Instant from = trail.now().truncatedTo(ChronoUnit.MILLIS);
        changes.add(key, new PublishedJourney.Learning(step, stopped, from));
        String detail = (stopped ? "stopped at step " : "goes on at step ") + step;
        trail.changed(row, new Trail.Deed("learning", row.currentVersion, detail, remark), actor);
        outbox.add(key);
        return of(key);
    }

    private static void learns(JourneyDefinition definition, String key) {
        Step step = definition.steps().get(key);
        if (step == null || !step.learns()) {
            throw ProblemException.invalid(
                    "/step", "is '" + key + "', and the current version has no such step that learns");
        }
    }
}
