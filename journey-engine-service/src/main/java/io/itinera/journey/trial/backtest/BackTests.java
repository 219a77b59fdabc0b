package io.itinera.journey.trial.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Span;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.database.StoredJson;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.trial.TrialProblem;
import io.itinera.journey.trial.delivery.AssumedCap;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Asks for back-tests, and reads, cancels and restarts them. */
@ApplicationScoped
public class BackTests {

    private static final Set<String> UNDER_WAY = Set.of("queued", "running");

    private final BackTestStore store;
    private final Journeys journeys;
    private final InstantSource clock;

    BackTests(BackTestStore store, Journeys journeys, InstantSource clock) {
        this.store = store;
        this.journeys = journeys;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param version {@code live} for the journey as it was published, {@code draft}, or the number of a version; the draft where it
     *     is left out
     * @param from first moment of the period
     * @param to first moment after it; now where it is left out
     * @param sample share of the profiles, above 0 and up to 1; all where it is left out
     * @param warmUp how much of the record before the period is replayed first, ISO 8601; as much as the journey needs where it is
     *     left out
     * @param caps frequency caps to go by instead of those in force, none where it is empty; those in force where it is left out
     */
    public record Request(
            String version,
            Instant from,
            Instant to,
            Double sample,
            String warmUp,
            @Size(max = MOST_CAPS) List<@NotNull @Valid AssumedCap> caps) {

        private static final int MOST_CAPS = 50;
    }

    /** Puts a back-test in the queue. */
    @Transactional
    public BackTest ask(String key, Request request, String actor) {
        Journey journey = journeys.get(key);
        BackTestRow row = new BackTestRow();
        row.id = UUID.randomUUID();
        row.journey = key;
        choose(row, journey, request.version() == null ? "draft" : request.version());
        JourneyDefinitions.read(read(row.definition));
        row.createdAt = now();
        row.createdBy = actor;
        row.from = required(request.from());
        row.to = request.to() == null || request.to().isAfter(row.createdAt) ? row.createdAt : request.to();
        if (!row.from.isBefore(row.to)) {
            throw ProblemException.invalid(
                    "/from", "is " + row.from + ", expected a time before the end of the period");
        }
        row.sample = request.sample() == null ? 1 : request.sample();
        if (!(row.sample > 0 && row.sample <= 1)) {
            throw ProblemException.invalid("/sample", "is " + row.sample + ", expected above 0 and at most 1");
        }
        row.warmUp = warmUp(request.warmUp());
        row.caps = caps(request.caps());
        row.state = "queued";
        store.persist(row);
        return BackTest.of(row, false);
    }

    private void choose(BackTestRow row, Journey journey, String version) {
        switch (version) {
            case "draft" -> {
                row.version = journey.currentVersion() + 1;
                row.definition = journey.draft().toString();
            }
            case "live" -> {
                row.version = null;
                row.definition = journeys.version(journey.key(), journey.currentVersion())
                        .definition()
                        .toString();
            }
            default -> {
                if (!version.matches("[1-9][0-9]{0,8}")) {
                    throw ProblemException.invalid(
                            "/version", "is '" + version + "', expected live, draft or a number");
                }
                row.version = Integer.valueOf(version);
                row.definition = journeys.version(journey.key(), row.version)
                        .definition()
                        .toString();
            }
        }
    }

    /** A journey's back-tests created before {@code before}, the newest first, without their reports. */
    @Transactional
    public List<BackTest> list(String journey, Instant before, int limit) {
        journeys.get(journey);
        return store.of(journey, before, limit).stream()
                .map(row -> BackTest.of(row, false))
                .toList();
    }

    /** One back-test with its report; a 404 problem when there is none. */
    @Transactional
    public BackTest get(String journey, UUID id) {
        return BackTest.of(
                store.findByIdOptional(id)
                        .filter(row -> row.journey.equals(journey))
                        .orElseThrow(() -> missing(id)),
                true);
    }

    /** Ends a back-test that waits or runs. */
    @Transactional
    public BackTest cancel(String journey, UUID id) {
        BackTestRow row = locked(journey, id);
        if (!UNDER_WAY.contains(row.state)) {
            throw new ProblemException(TrialProblem.BACK_TEST_STATE, "it is over: it is " + row.state);
        }
        row.cancel = true;
        if ("queued".equals(row.state)) {
            row.state = "cancelled";
            row.finishedAt = now();
        }
        return BackTest.of(row, false);
    }

    /** Begins a back-test anew that is over. */
    @Transactional
    public BackTest restart(String journey, UUID id) {
        BackTestRow row = locked(journey, id);
        if (UNDER_WAY.contains(row.state)) {
            throw new ProblemException(TrialProblem.BACK_TEST_STATE, "it is under way: it is " + row.state);
        }
        row.state = "queued";
        row.cancel = false;
        row.records = 0;
        row.total = 0;
        row.attempts = 0;
        row.finishedAt = null;
        row.error = null;
        row.report = null;
        return BackTest.of(row, false);
    }

    private BackTestRow locked(String journey, UUID id) {
        return store.locked(id).filter(row -> row.journey.equals(journey)).orElseThrow(() -> missing(id));
    }

    private static Instant required(Instant from) {
        if (from == null) {
            throw ProblemException.invalid("/from", "is missing, expected the first moment of the period");
        }
        return from.truncatedTo(ChronoUnit.MILLIS);
    }

    private static String warmUp(String text) {
        try {
            return text == null ? null : Span.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/warmUp", e.getMessage());
        }
    }

    /** Caps that can be gone by, as they are kept. */
    private static String caps(List<AssumedCap> caps) {
        if (caps != null) {
            AssumedCap.caps(caps, "/caps");
        }
        return StoredJson.write(caps);
    }

    private static JsonNode read(String definition) {
        return StoredJson.read(definition);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static ProblemException missing(UUID id) {
        return ProblemException.notFound("back-test " + id);
    }
}
