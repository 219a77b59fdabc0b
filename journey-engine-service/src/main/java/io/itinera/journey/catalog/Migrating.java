package io.itinera.journey.catalog;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.reporting.Positions;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leads those inside to the current version, and back. */
@ApplicationScoped
public class Migrating {

    private final JourneyStore journeys;
    private final ChangeStore changes;
    private final MigrationPlanner planner;
    private final Positions positions;
    private final OutboxStore outbox;
    private final Trail trail;

    Migrating(
            JourneyStore journeys,
            ChangeStore changes,
            MigrationPlanner planner,
            Positions positions,
            OutboxStore outbox,
            Trail trail) {
        this.journeys = journeys;
        this.changes = changes;
        this.planner = planner;
        this.positions = positions;
        this.outbox = outbox;
        this.trail = trail;
    }

    /**
     * What a plan would do to those who are inside now; as fresh as the reports.
     *
     * @param draft true for publishing the draft, false for leading them to the version that is current
     */
    @Transactional
    public Impact preview(String key, Plan plan, boolean draft) {
        JourneyRow row = journeys.existing(key);
        if (!draft) {
            published(row);
        }
        int newest = draft ? row.currentVersion : row.currentVersion - 1;
        JourneyDefinition to = draft ? MigrationPlanner.draft(row) : planner.version(row, row.currentVersion);
        planner.check(plan, planner.left(row, plan, newest), to);
        Map<Integer, JourneyDefinition> all = planner.left(row, Plan.PIN, newest);
        return Impact.of(plan, all, to, positions.of(key));
    }

    /** Leads those inside to the current version, as part of publishing it; nobody is led where all stay. */
    void onto(JourneyRow row, Plan plan, Instant at) {
        if (plan.mode() == Plan.Mode.PIN) {
            planner.checkPin(plan);
        } else if (row.currentVersion > 1) {
            changes.add(row.key, planner.migration(row, plan, row.currentVersion, at));
        }
    }

    /** Leads those inside to the current version. */
    @Transactional
    public PublishedJourney.Migration migrate(String key, Match match, Plan plan, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        published(row);
        if (plan.mode() == Plan.Mode.PIN) {
            throw ProblemException.invalid("/instances/mode", "is pin, expected follow or migrate");
        }
        if (row.currentVersion == 1) {
            throw new ProblemException(JourneyProblem.JOURNEY_STATE, "there is no earlier version to leave");
        }
        PublishedJourney.Migration migration = planner.migration(row, plan, row.currentVersion, trail.now());
        announce(
                row,
                migration,
                new Trail.Deed("migrated", row.currentVersion, plan.mode().wire(), remark),
                actor);
        return migration;
    }

    /** Takes a migration to the current version back, for those who have not gone on since. */
    @Transactional
    public PublishedJourney.Migration undo(String key, int number, Match match, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        published(row);
        List<PublishedJourney.Migration> all = changes.migrations(key);
        PublishedJourney.Migration migration = all.stream()
                .filter(m -> m.number() == number && m.undoes() == null)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("migration %d of journey '%s'".formatted(number, key)));
        if (migration.to() != row.currentVersion
                || all.stream().anyMatch(m -> Integer.valueOf(number).equals(m.undoes()))) {
            throw new ProblemException(
                    JourneyProblem.JOURNEY_STATE,
                    "only a migration to the current version is taken back, and only once");
        }
        PublishedJourney.Migration undo = new PublishedJourney.Migration(
                planner.next(key), number, List.of(), migration.to(), false, Map.of(), List.of(), trail.now());
        announce(row, undo, new Trail.Deed("migration-undone", migration.to(), "migration " + number, remark), actor);
        return undo;
    }

    /** Migrations of a journey by number. */
    @Transactional
    public List<PublishedJourney.Migration> of(String key) {
        journeys.existing(key);
        return changes.migrations(key);
    }

    private void announce(JourneyRow row, PublishedJourney.Migration migration, Trail.Deed deed, String actor) {
        changes.add(row.key, migration);
        trail.changed(row, deed, actor);
        outbox.add(row.key);
    }

    private static void published(JourneyRow row) {
        JourneyStore.refuseIn(
                row,
                Set.of(JourneyState.DRAFT, JourneyState.ARCHIVED),
                "only those inside a published journey are led anywhere");
    }
}
