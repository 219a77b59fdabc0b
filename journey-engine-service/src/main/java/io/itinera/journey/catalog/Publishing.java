package io.itinera.journey.catalog;

import io.itinera.journey.database.StoredJson;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Set;

/** Makes immutable versions of drafts. */
@ApplicationScoped
public class Publishing {

    private final JourneyStore journeys;
    private final VersionStore versions;
    private final Approval approval;
    private final Migrating migrating;
    private final OutboxStore outbox;
    private final Trail trail;
    private final JourneyConfig config;

    Publishing(
            JourneyStore journeys,
            VersionStore versions,
            Approval approval,
            Migrating migrating,
            OutboxStore outbox,
            Trail trail,
            JourneyConfig config) {
        this.journeys = journeys;
        this.versions = versions;
        this.approval = approval;
        this.migrating = migrating;
        this.outbox = outbox;
        this.trail = trail;
        this.config = config;
    }

    /**
     * Makes the draft a version that new entries use. A draft that is the current version already makes no new one.
     *
     * @param wanted what becomes of those inside; null for what was approved in a review, and else that everyone stays
     */
    @Transactional
    public Journey publish(String key, Match match, Plan wanted, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JourneyStore.refuseIn(row, Set.of(JourneyState.ARCHIVED), "an archived journey is not published");
        ReviewRow approved = approval.of(row, wanted, actor);
        approval.owned(JourneyDefinitions.read(DefinitionText.read(row.draft)));
        if (isCurrent(row)) {
            return Journey.of(row);
        }
        Plan plan = wanted != null ? wanted : approved != null ? StoredJson.read(approved.plan, Plan.class) : Plan.PIN;
        VersionRow version = version(row, approved, remark, actor);
        versions.publish(version);
        row.currentVersion = version.id.version();
        migrating.onto(row, plan, version.publishedAt);
        if (row.state() == JourneyState.DRAFT) {
            row.state = JourneyState.LIVE.wire();
        }
        row.reviewDue = config.reviewEvery().isZero() ? null : version.publishedAt.plus(config.reviewEvery());
        String detail = plan.mode() == Plan.Mode.PIN ? null : plan.mode().wire();
        trail.changed(row, new Trail.Deed("published", row.currentVersion, detail, remark), actor);
        outbox.add(key);
        return Journey.of(row);
    }

    /**
     * Publishes an older version anew, as it was, when the newer one turns out to be worse. It was looked at when it was published, so
     * that neither a review nor a check holds it up. A draft that somebody works on stays as it is, and what they did to it still needs
     * a second pair of eyes.
     */
    @Transactional
    public Journey again(String key, int version, Match match, Plan wanted, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JourneyStore.refuseIn(
                row, Set.of(JourneyState.DRAFT, JourneyState.ARCHIVED), "only a published journey goes back");
        VersionRow older = versions.findByIdOptional(new VersionRow.Id(key, version))
                .orElseThrow(() -> ProblemException.notFound("version %d of journey '%s'".formatted(version, key)));
        if (version == row.currentVersion) {
            throw new ProblemException(
                    JourneyProblem.JOURNEY_STATE, "version %d is the current one already".formatted(version));
        }
        Plan plan = wanted == null ? Plan.PIN : wanted;
        if (isCurrent(row)) {
            row.draft = older.definition;
        }
        VersionRow anew = version(row, older.definition, remark, actor);
        anew.reviewedBy = older.reviewedBy;
        versions.publish(anew);
        row.currentVersion = anew.id.version();
        migrating.onto(row, plan, anew.publishedAt);
        trail.changed(row, new Trail.Deed("rolled-back", row.currentVersion, "version " + version, remark), actor);
        outbox.add(key);
        return Journey.of(row);
    }

    private VersionRow version(JourneyRow row, String definition, Remark remark, String actor) {
        VersionRow version = new VersionRow();
        version.id = new VersionRow.Id(row.key, row.currentVersion + 1);
        version.definition = definition;
        version.publishedAt = trail.now();
        version.publishedBy = actor;
        version.note = remark.note();
        version.links = Texts.write(remark.links());
        return version;
    }

    private VersionRow version(JourneyRow row, ReviewRow approved, Remark remark, String actor) {
        VersionRow version = version(row, row.draft, remark, actor);
        if (approved != null) {
            approved.state = "published";
            version.reviewedBy = approved.decidedBy;
        }
        return version;
    }

    private boolean isCurrent(JourneyRow row) {
        return row.currentVersion > 0
                && versions.findById(new VersionRow.Id(row.key, row.currentVersion))
                        .definition
                        .equals(row.draft);
    }
}
