package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What authors do with journeys. Each change is one transaction: the row, its audit entry, and its place in the outbox. */
@ApplicationScoped
public class Journeys {

    private final JourneyStore journeys;
    private final VersionStore versions;
    private final ChangeStore changes;
    private final ReviewStore reviews;
    private final OutboxStore outbox;
    private final Trail trail;

    Journeys(
            JourneyStore journeys,
            VersionStore versions,
            ChangeStore changes,
            ReviewStore reviews,
            OutboxStore outbox,
            Trail trail) {
        this.journeys = journeys;
        this.versions = versions;
        this.changes = changes;
        this.reviews = reviews;
        this.outbox = outbox;
        this.trail = trail;
    }

    /**
     * A new journey with a first draft.
     *
     * @throws io.itinera.journey.definition.InvalidJourneyException when the definition breaks a rule of the language
     * @throws ProblemException when the key is taken
     */
    @Transactional
    public Journey create(JsonNode definition, Remark remark, String actor) {
        return create(definition, new Trail.Deed("created", remark), actor);
    }

    Journey create(JsonNode definition, Trail.Deed deed, String actor) {
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
        row.createdAt = trail.now();
        draft(row, parsed, definition, actor);
        trail.changed(row, deed, actor);
        journeys.persist(row);
        return Journey.of(row);
    }

    /** Replaces the draft; published versions stay as they are, and a review of the draft as it was is over. */
    @Transactional
    public Journey edit(String key, Match match, JsonNode definition, Remark remark, String actor) {
        return edit(journeys.matching(key, match), definition, new Trail.Deed("edited", remark), actor);
    }

    Journey edit(JourneyRow row, JsonNode definition, Trail.Deed deed, String actor) {
        JourneyStore.refuseIn(row, Set.of(JourneyState.ARCHIVED), "an archived journey is not edited");
        JourneyDefinition parsed = JourneyDefinitions.read(definition);
        if (!parsed.key().equals(row.key)) {
            throw ProblemException.invalid(
                    "/key", "is '%s', expected '%s' as in the path".formatted(parsed.key(), row.key));
        }
        draft(row, parsed, definition, actor);
        reviews.current(row.key).ifPresent(review -> review.state = "outdated");
        trail.changed(row, deed, actor);
        return Journey.of(row);
    }

    /** Makes the definition of a published version the draft, so that it can be published again. */
    @Transactional
    public Journey restore(String key, int version, Match match, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JsonNode definition = version(key, version).definition();
        return edit(row, definition, new Trail.Deed("restored", version, null, remark), actor);
    }

    /** Stops entries; instances stand still ({@link JourneyState#HELD}) or go on ({@link JourneyState#DRAINING}). */
    @Transactional
    public Journey pause(String key, Match match, JourneyState mode, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JourneyStore.refuseIn(
                row, Set.of(JourneyState.DRAFT, JourneyState.ARCHIVED), "only a published journey is paused");
        return move(row, mode, new Trail.Deed("paused", null, mode.wire(), remark), actor, false);
    }

    /**
     * Takes entries again.
     *
     * @param skip what came due while instances stood still: true to pass it without its actions, false to do it now
     */
    @Transactional
    public Journey resume(String key, Match match, boolean skip, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JourneyStore.refuseIn(
                row,
                Set.of(JourneyState.DRAFT, JourneyState.LIVE, JourneyState.ARCHIVED),
                "only a paused journey is resumed");
        String waits = skip ? "skip" : "catch-up";
        return move(row, JourneyState.LIVE, new Trail.Deed("resumed", null, waits, remark), actor, skip);
    }

    /** Ends the journey and its instances, for ever. */
    @Transactional
    public Journey archive(String key, Match match, Remark remark, String actor) {
        JourneyRow row = journeys.matching(key, match);
        JourneyStore.refuseIn(row, Set.of(JourneyState.ARCHIVED), "the journey is archived already");
        return move(row, JourneyState.ARCHIVED, new Trail.Deed("archived", remark), actor, false);
    }

    /** The journey of a key; a 404 problem when there is none. */
    @Transactional
    public Journey get(String key) {
        return Journey.of(journeys.existing(key));
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

    /** Definitions that new entries use, of all journeys that are published and not archived. */
    @Transactional
    public List<JsonNode> current() {
        return versions.current(Set.of("live", "draining", "held")).stream()
                .map(version -> DefinitionText.read(version.definition))
                .toList();
    }

    /** One published version; a 404 problem when there is none. */
    @Transactional
    public Journey.Version version(String key, int version) {
        return versions.findByIdOptional(new VersionRow.Id(key, version))
                .map(Journey.Version::of)
                .orElseThrow(() -> ProblemException.notFound("version %d of journey '%s'".formatted(version, key)));
    }

    /** The definition of a published version, where that is there. */
    @Transactional
    public Optional<JsonNode> definition(String key, int version) {
        return versions.findByIdOptional(new VersionRow.Id(key, version))
                .map(row -> DefinitionText.read(row.definition));
    }

    /** The journey of a key, where there is one. */
    @Transactional
    public Optional<Journey> find(String key) {
        return journeys.findByIdOptional(key).map(Journey::of);
    }

    /** Adds something that does not change the journey itself to its audit trail; part of the caller's transaction. */
    @Transactional
    public void note(String key, String action, Integer version, String actor, String detail) {
        trail.note(journeys.existing(key), new Trail.Deed(action, version, detail, Remark.NONE), actor);
    }

    /** The same, with what is said about it. */
    @Transactional
    public void note(String key, String action, String detail, Remark remark, String actor) {
        trail.note(journeys.existing(key), new Trail.Deed(action, null, detail, remark), actor);
    }

    private Journey move(JourneyRow row, JourneyState to, Trail.Deed deed, String actor, boolean skip) {
        if (row.state() == to) {
            return Journey.of(row);
        }
        Instant now = trail.now();
        if (row.pausedSince != null) {
            changes.add(
                    row.key, new PublishedJourney.Pause(row.pausedSince, now, row.state() == JourneyState.HELD, skip));
        }
        row.pausedSince = to == JourneyState.HELD || to == JourneyState.DRAINING ? now : null;
        row.state = to.wire();
        trail.changed(row, deed, actor);
        if (row.currentVersion > 0) {
            outbox.add(row.key);
        }
        return Journey.of(row);
    }

    private static void draft(JourneyRow row, JourneyDefinition parsed, JsonNode definition, String actor) {
        row.name = parsed.about().name() == null ? parsed.key() : parsed.about().name();
        row.draft = DefinitionText.write(definition);
        row.editedBy = actor;
    }
}
