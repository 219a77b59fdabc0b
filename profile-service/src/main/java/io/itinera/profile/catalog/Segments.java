package io.itinera.profile.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.InvalidConditionException;
import io.itinera.conditions.InvalidConditionException.Problem;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedSegment;
import io.itinera.contracts.PublishedSegment.State;
import io.itinera.contracts.PublishedSegment.Version;
import io.itinera.contracts.Wire;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem.FieldError;
import io.itinera.problems.ProblemException;
import io.itinera.profile.segment.SegmentRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/** What people and services do with segments. Each change is one transaction: the row, and what is to be published of it. */
@ApplicationScoped
class Segments {

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final JsonSerde<PublishedSegment> PUBLISHED = JsonSerde.of(PublishedSegment.class);

    private final SegmentStore store;
    private final InstantSource clock;

    Segments(SegmentStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A segment after a change.
     *
     * @param row the segment
     * @param created true when it was not there before
     */
    record Kept(SegmentRow row, boolean created) {}

    /**
     * Defines a segment, or defines it anew. The same definition again changes nothing, so that a service may register what it needs
     * as often as it likes.
     *
     * @param seen whether the caller has seen that version, null when it does not say
     * @throws ProblemException when the definition is not valid, or what is there was not seen
     */
    @Transactional
    Kept put(String key, SegmentRequest request, LongPredicate seen, String actor) {
        store.lock();
        Condition condition = valid(key, request);
        String json = request.condition().toString();
        SegmentRow known = store.findById(key);
        SegmentRow row = known == null ? new SegmentRow() : known;
        boolean there = known != null && !State.REMOVED.wire().equals(known.state);
        boolean same = there
                && Conditions.hash(condition).equals(hash(row.condition))
                && Objects.equals(row.zone, request.zone());
        if (same
                && Objects.equals(row.name, request.name())
                && Objects.equals(row.description, request.description())) {
            return new Kept(row, false);
        }
        if (there) {
            if (seen == null) {
                throw new ProblemException(
                        CommonProblem.PRECONDITION_REQUIRED,
                        "send If-Match with the ETag of the segment that you read");
            }
            matching(row, seen);
        }
        row.key = key;
        row.name = request.name();
        row.description = request.description();
        row.derived = request.derived();
        if (!same) {
            hold(row);
            row.condition = json;
            row.zone = request.zone();
            row.revision = store.nextRevision();
            row.state = State.BACKFILLING.wire();
        }
        changed(row, actor);
        if (known == null) {
            store.persist(row);
        }
        return new Kept(row, !there);
    }

    /**
     * Ends a segment: everybody leaves. A derived one is what its key says, so that there is nothing of it to have seen.
     *
     * @throws ProblemException when it is not there, was not seen, or another one asks for it
     */
    @Transactional
    void remove(String key, LongPredicate seen, String actor) {
        store.lock();
        SegmentRow row = get(key);
        if (seen == null && !row.derived) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_REQUIRED, "send If-Match with the ETag of the segment that you read");
        }
        if (seen != null) {
            matching(row, seen);
        }
        List<String> users = store.living().stream()
                .filter(other -> !other.key.equals(key)
                        && SegmentRules.asks(condition(other.condition)).contains(key))
                .map(other -> other.key)
                .toList();
        if (!users.isEmpty()) {
            throw new ProblemException(
                    SegmentProblem.SEGMENT_IN_USE, "segment '" + key + "' is asked for by " + String.join(", ", users));
        }
        hold(row);
        row.condition = null;
        row.zone = null;
        row.revision = store.nextRevision();
        row.state = State.REMOVED.wire();
        changed(row, actor);
    }

    /** What is followed now is followed until what comes next is filled. */
    private static void hold(SegmentRow row) {
        if (State.READY.wire().equals(row.state)) {
            row.heldCondition = row.condition;
            row.heldRevision = row.revision;
            row.heldZone = row.zone;
        }
    }

    /**
     * @throws ProblemException when it is not there
     */
    @Transactional
    SegmentRow get(String key) {
        return store.living(key).orElseThrow(() -> ProblemException.notFound("the segment"));
    }

    /** What was being filled is filled: memberships follow it. */
    void filled(SegmentRow row, Instant countedFrom) {
        row.heldCondition = null;
        row.heldRevision = null;
        row.heldZone = null;
        boolean counts = row.condition != null && SegmentRules.needsLog(condition(row.condition));
        row.countedFrom = counts ? countedFrom : null;
        if (State.REMOVED.wire().equals(row.state)) {
            publish(row);
            store.delete(row);
            return;
        }
        row.state = State.READY.wire();
        row.readyAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        publish(row);
    }

    private static boolean isZone(String name) {
        try {
            zone(name);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** A zone as it is stored. */
    static ZoneId zone(String name) {
        return name == null ? null : ZoneId.of(name);
    }

    /** A condition as it is stored. */
    static Condition condition(String json) {
        try {
            return Conditions.parse(Wire.JSON.readValue(json, Object.class), "/condition");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored condition is JSON", e);
        }
    }

    /**
     * Reads a condition of a request.
     *
     * @throws ProblemException when it cannot be that of a segment
     */
    static Condition read(JsonNode json) {
        try {
            return SegmentRules.read(json == null ? null : Wire.JSON.convertValue(json, Object.class), "/condition");
        } catch (InvalidConditionException e) {
            throw invalid(e.problems());
        }
    }

    private Condition valid(String key, SegmentRequest request) {
        if (!KEY.matcher(key).matches()) {
            throw ProblemException.invalid("/key", "key is not of the form [a-z0-9][a-z0-9-]{0,62}");
        }
        if (request == null) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "the body is a segment, but is empty");
        }
        Condition condition = read(request.condition());
        List<Problem> problems = new ArrayList<>();
        if (request.name() == null || request.name().isBlank() || request.name().length() > 200) {
            problems.add(new Problem("/name", "is missing or too long, expected 1 to 200 characters"));
        }
        if (!isZone(request.zone())) {
            problems.add(new Problem(
                    "/zone",
                    "is '" + request.zone() + "', expected a time zone such as Europe/Berlin, or none for UTC"));
        } else if (!named(key, request, condition)) {
            problems.add(
                    new Problem(
                            "/derived",
                            "does not go with the key: a derived segment, and no other, has the key of its condition and zone"));
        }
        for (String asked : SegmentRules.asks(condition)) {
            if (!asked.equals(key) && store.living(asked).isEmpty()) {
                problems.add(new Problem("/condition", "asks for segment '" + asked + "', which is not there"));
            }
        }
        if (SegmentRules.asksForItself(key, condition, this::conditionOf)) {
            problems.add(new Problem("/condition", "asks for itself by way of the segments that it asks for"));
        }
        if (!problems.isEmpty()) {
            throw invalid(problems);
        }
        return condition;
    }

    private static boolean named(String key, SegmentRequest request, Condition condition) {
        boolean named = key.startsWith(Conditions.DERIVED);
        return request.derived() == named
                && (!named || key.equals(Conditions.derivedKey(condition, zone(request.zone()))));
    }

    private Condition conditionOf(String key) {
        return store.living(key).map(row -> condition(row.condition)).orElse(null);
    }

    private void changed(SegmentRow row, String actor) {
        row.version++;
        row.changedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        row.changedBy = actor;
        publish(row);
    }

    private void publish(SegmentRow row) {
        List<Version> versions = new ArrayList<>();
        if (row.heldRevision != null) {
            versions.add(new Version(row.heldRevision, json(row.heldCondition), row.heldZone));
        }
        versions.add(new Version(row.revision, json(row.condition), row.zone));
        PublishedSegment form = new PublishedSegment(row.key, row.name, row.derived, State.of(row.state), versions);
        store.publish(row.key, new String(PUBLISHED.write(form), StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) {
        try {
            return text == null ? null : Wire.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored condition is JSON", e);
        }
    }

    private static String hash(String condition) {
        return Conditions.hash(condition(condition));
    }

    private static void matching(SegmentRow row, LongPredicate seen) {
        if (!seen.test(row.version)) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_FAILED, "the segment was changed since; read it again");
        }
    }

    private static ProblemException invalid(List<Problem> problems) {
        List<FieldError> errors = problems.stream()
                .map(p -> new FieldError(p.pointer(), p.message()))
                .toList();
        String detail = errors.getFirst().pointer() + " " + errors.getFirst().detail();
        return new ProblemException(SegmentProblem.INVALID_SEGMENT, detail, errors);
    }
}
