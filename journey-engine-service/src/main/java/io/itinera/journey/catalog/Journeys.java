package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What authors do with journeys. Each change is one transaction: the row, its audit entry, and its place in the outbox. */
@ApplicationScoped
public class Journeys {

    private final JourneyStore journeys;
    private final VersionStore versions;
    private final AuditStore audit;
    private final OutboxStore outbox;
    private final JourneyConfig config;
    private final InstantSource clock;

    Journeys(
            JourneyStore journeys,
            VersionStore versions,
            AuditStore audit,
            OutboxStore outbox,
            JourneyConfig config,
            InstantSource clock) {
        this.journeys = journeys;
        this.versions = versions;
        this.audit = audit;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A new journey with a first draft.
     *
     * @throws io.itinera.journey.definition.InvalidJourneyException when the definition breaks a rule of the language
     * @throws ProblemException when the key is taken
     */
    @Transactional
    public Journey create(JsonNode definition, String actor) {
        JourneyDefinition parsed = JourneyDefinitions.read(definition);
        if (journeys.findByIdOptional(parsed.key()).isPresent()) {
            throw new ProblemException(
                    JourneyProblem.JOURNEY_EXISTS,
                    "key '%s' is taken; edit its draft instead".formatted(parsed.key()),
                    List.of(new Problem.FieldError("/key", "is taken")));
        }
        JourneyRow row = new JourneyRow();
        row.key = parsed.key();
        row.state = JourneyState.DRAFT.wire();
        row.createdAt = now();
        draft(row, parsed, definition, actor);
        changed(row, "created", null, actor, null);
        journeys.persist(row);
        return Journey.of(row);
    }

    /** Replaces the draft; published versions stay as they are. */
    @Transactional
    public Journey edit(String key, Match match, JsonNode definition, String actor) {
        JourneyRow row = matching(key, match);
        refuseIn(row, Set.of(JourneyState.ARCHIVED), "an archived journey is not edited");
        JourneyDefinition parsed = JourneyDefinitions.read(definition);
        if (!parsed.key().equals(key)) {
            throw ProblemException.invalid(
                    "/key", "is '%s', expected '%s' as in the path".formatted(parsed.key(), key));
        }
        draft(row, parsed, definition, actor);
        changed(row, "edited", null, actor, null);
        return Journey.of(row);
    }

    /** Makes the draft a version that new entries use. A draft that is the current version already makes no new one. */
    @Transactional
    public Journey publish(String key, Match match, String actor) {
        JourneyRow row = matching(key, match);
        refuseIn(row, Set.of(JourneyState.ARCHIVED), "an archived journey is not published");
        if (config.fourEyes() && actor.equals(row.editedBy)) {
            throw new ProblemException(JourneyProblem.FOUR_EYES, "whoever edited the draft last may not publish it");
        }
        JourneyDefinitions.read(DefinitionText.read(row.draft));
        if (isCurrent(row)) {
            return Journey.of(row);
        }
        VersionRow version = new VersionRow();
        version.id = new VersionRow.Id(key, row.currentVersion + 1);
        version.definition = row.draft;
        version.publishedAt = now();
        version.publishedBy = actor;
        versions.publish(version);
        row.currentVersion = version.id.version();
        if (row.state() == JourneyState.DRAFT) {
            row.state = JourneyState.LIVE.wire();
        }
        changed(row, "published", row.currentVersion, actor, null);
        outbox.add(key);
        return Journey.of(row);
    }

    /** Stops entries; instances stand still ({@link JourneyState#HELD}) or go on ({@link JourneyState#DRAINING}). */
    @Transactional
    public Journey pause(String key, Match match, JourneyState mode, String actor) {
        JourneyRow row = matching(key, match);
        refuseIn(row, Set.of(JourneyState.DRAFT, JourneyState.ARCHIVED), "only a published journey is paused");
        return move(row, mode, "paused", actor);
    }

    /** Takes entries again. */
    @Transactional
    public Journey resume(String key, Match match, String actor) {
        JourneyRow row = matching(key, match);
        refuseIn(
                row,
                Set.of(JourneyState.DRAFT, JourneyState.LIVE, JourneyState.ARCHIVED),
                "only a paused journey is resumed");
        return move(row, JourneyState.LIVE, "resumed", actor);
    }

    /** Ends the journey and its instances, for ever. */
    @Transactional
    public Journey archive(String key, Match match, String actor) {
        JourneyRow row = matching(key, match);
        refuseIn(row, Set.of(JourneyState.ARCHIVED), "the journey is archived already");
        return move(row, JourneyState.ARCHIVED, "archived", actor);
    }

    /** The journey of a key; a 404 problem when there is none. */
    @Transactional
    public Journey get(String key) {
        return Journey.of(journeys.findByIdOptional(key).orElseThrow(() -> missing(key)));
    }

    /** Journeys whose key comes after {@code after}, in the order of keys. */
    @Transactional
    public List<Journey> list(String after, Optional<JourneyState> state, int limit) {
        return journeys.after(after, state, limit).stream().map(Journey::of).toList();
    }

    /** Published versions, oldest first. */
    @Transactional
    public List<Journey.Version> versions(String key) {
        get(key);
        return versions.of(key).stream().map(Journey.Version::of).toList();
    }

    /** One published version; a 404 problem when there is none. */
    @Transactional
    public Journey.Version version(String key, int version) {
        return versions.findByIdOptional(new VersionRow.Id(key, version))
                .map(Journey.Version::of)
                .orElseThrow(() -> ProblemException.notFound("version %d of journey '%s'".formatted(version, key)));
    }

    /** Adds something that does not change the journey itself to its audit trail; part of the caller's transaction. */
    @Transactional
    public void note(String key, String action, Integer version, String actor, String detail) {
        JourneyRow row = journeys.findByIdOptional(key).orElseThrow(() -> missing(key));
        AuditRow entry = new AuditRow();
        entry.key = key;
        entry.action = action;
        entry.version = version;
        entry.revision = row.revision;
        entry.actor = actor;
        entry.at = now();
        entry.detail = detail;
        audit.persist(entry);
    }

    /** The newest entries of the audit trail, newest first. */
    @Transactional
    public List<Journey.Audit> audit(String key, int limit) {
        get(key);
        return audit.newest(key, limit).stream().map(Journey.Audit::of).toList();
    }

    private Journey move(JourneyRow row, JourneyState to, String action, String actor) {
        if (row.state() != to) {
            row.state = to.wire();
            changed(row, action, null, actor, to.wire());
            if (row.currentVersion > 0) {
                outbox.add(row.key);
            }
        }
        return Journey.of(row);
    }

    private boolean isCurrent(JourneyRow row) {
        return row.currentVersion > 0
                && versions.findById(new VersionRow.Id(row.key, row.currentVersion))
                        .definition
                        .equals(row.draft);
    }

    private JourneyRow matching(String key, Match match) {
        JourneyRow row = journeys.locked(key).orElseThrow(() -> missing(key));
        if (!match.allows(row.revision)) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_FAILED,
                    "the journey is at revision %d: read it again, and repeat with its ETag".formatted(row.revision));
        }
        return row;
    }

    private static void refuseIn(JourneyRow row, Set<JourneyState> states, String why) {
        if (states.contains(row.state())) {
            throw new ProblemException(
                    JourneyProblem.JOURNEY_STATE,
                    "%s; it is %s".formatted(why, row.state().wire()));
        }
    }

    private static void draft(JourneyRow row, JourneyDefinition parsed, JsonNode definition, String actor) {
        row.name = parsed.about().name() == null ? parsed.key() : parsed.about().name();
        row.draft = DefinitionText.write(definition);
        row.editedBy = actor;
    }

    private void changed(JourneyRow row, String action, Integer version, String actor, String detail) {
        row.revision++;
        row.updatedAt = now();
        AuditRow entry = new AuditRow();
        entry.key = row.key;
        entry.action = action;
        entry.version = version;
        entry.revision = row.revision;
        entry.actor = actor;
        entry.at = row.updatedAt;
        entry.detail = detail;
        audit.persist(entry);
    }

    /** PostgreSQL keeps microseconds: what is answered now is what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ProblemException missing(String key) {
        return ProblemException.notFound("journey '%s'".formatted(key));
    }
}
