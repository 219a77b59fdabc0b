package io.itinera.journey.catalog;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.JourneyDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The share of the profiles that may enter a live version, changed without a new one. A profile's place in the line is sticky. */
@ApplicationScoped
public class Rollouts {

    private final JourneyStore journeys;
    private final ChangeStore changes;
    private final MigrationPlanner versions;
    private final OutboxStore outbox;
    private final Trail trail;

    Rollouts(JourneyStore journeys, ChangeStore changes, MigrationPlanner versions, OutboxStore outbox, Trail trail) {
        this.journeys = journeys;
        this.changes = changes;
        this.versions = versions;
        this.outbox = outbox;
        this.trail = trail;
    }

    /**
     * The share of the current version.
     *
     * @param version the current version
     * @param percent the share now
     * @param published the share in the definition
     * @param always segments whose members enter in any case
     * @param changes decisions since, the earliest first; those to come are a ramp
     */
    public record Share(
            int version,
            double percent,
            double published,
            List<String> always,
            List<PublishedJourney.Rollout> changes) {}

    /** The share of the current version. */
    @Transactional
    public Share of(String key) {
        JourneyRow row = journeys.existing(key);
        published(row);
        return share(row);
    }

    /**
     * Another share for the current version. It takes the place of all that were to come after it.
     *
     * @param from null for now
     */
    @Transactional
    public Share change(String key, Match match, double percent, Instant from, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        published(row);
        Instant now = trail.now();
        Instant at = from == null || from.isBefore(now) ? now : from;
        changes.add(key, new PublishedJourney.Rollout(row.currentVersion, percent, at), now);
        String detail = percent + " % from " + at;
        trail.changed(row, new Trail.Deed("rollout", row.currentVersion, detail, remark), actor);
        outbox.add(key);
        return share(row);
    }

    private Share share(JourneyRow row) {
        JourneyDefinition definition = versions.version(row, row.currentVersion);
        Entry.Rollout published = definition.entry().rollout();
        List<PublishedJourney.Rollout> decided = changes.rollouts(row.key).stream()
                .filter(r -> r.version() == row.currentVersion)
                .toList();
        double percent = published.percent();
        for (PublishedJourney.Rollout rollout : decided) {
            percent = rollout.from().isAfter(trail.now()) ? percent : rollout.percent();
        }
        return new Share(row.currentVersion, percent, published.percent(), published.always(), decided);
    }

    private static void published(JourneyRow row) {
        JourneyStore.refuseIn(
                row, Set.of(JourneyState.DRAFT, JourneyState.ARCHIVED), "only a published journey takes a share");
    }
}
