package io.itinera.journey.trial.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.database.StoredJson;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.trial.simulate.Coverage;
import io.itinera.journey.trial.simulate.Simulator;
import io.itinera.journey.trial.simulate.Subject;
import io.itinera.journey.trial.simulate.Trace;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A journey's tests: saved, read, run. */
@ApplicationScoped
public class Scenarios {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int MOST = 200;

    private final ScenarioStore store;
    private final Journeys journeys;
    private final InstantSource clock;

    Scenarios(ScenarioStore store, Journeys journeys, InstantSource clock) {
        this.store = store;
        this.journeys = journeys;
        this.clock = clock;
    }

    /**
     * Saves a scenario under its name; one of that name is replaced.
     *
     * @throws ProblemException 404 when there is no such journey, 422 when the scenario cannot be read or expects nothing
     */
    @Transactional
    public SavedScenario save(String journey, String name, JsonNode scenario, String actor) {
        journeys.get(journey);
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid("/{name}", "expected up to 63 of a-z, 0-9 and -, not beginning with -");
        }
        ScenarioReader.scenario(scenario, "");
        ScenarioReader.expectation(scenario);
        ScenarioRow.Id id = new ScenarioRow.Id(journey, name);
        ScenarioRow row = store.findById(id);
        if (row == null) {
            if (store.of(journey, "", MOST).size() == MOST) {
                throw ProblemException.invalid(
                        "/{name}", "is one too many, a journey has at most " + MOST + " scenarios");
            }
            row = new ScenarioRow();
            row.id = id;
        }
        row.scenario = scenario.toString();
        row.updatedBy = actor;
        row.updatedAt = now();
        store.persist(row);
        return saved(row);
    }

    /** Forgets a scenario; a 404 problem when there is none. */
    @Transactional
    public void delete(String journey, String name) {
        if (!store.deleteById(new ScenarioRow.Id(journey, name))) {
            throw missing(journey, name);
        }
    }

    /** One scenario; a 404 problem when there is none. */
    @Transactional
    public SavedScenario get(String journey, String name) {
        return store.findByIdOptional(new ScenarioRow.Id(journey, name))
                .map(Scenarios::saved)
                .orElseThrow(() -> missing(journey, name));
    }

    /** Scenarios of a journey whose names come after {@code name}, in the order of names. */
    @Transactional
    public List<SavedScenario> list(String journey, String name, int limit) {
        journeys.get(journey);
        return store.of(journey, name, limit).stream().map(Scenarios::saved).toList();
    }

    /**
     * Runs all scenarios of a journey.
     *
     * @param definition the draft or the version that they try
     * @param version number that it has or would get
     */
    public ScenarioReport run(String journey, JsonNode definition, int version) {
        List<ScenarioReport.Result> results = new ArrayList<>();
        List<Trace> traces = new ArrayList<>();
        Subject subject = new Subject(definition, version, List.of());
        for (SavedScenario saved : list(journey, "", MOST)) {
            results.add(run(subject, saved, traces));
        }
        return new ScenarioReport(
                results.stream().allMatch(ScenarioReport.Result::passed),
                results,
                Coverage.of(JourneyDefinitions.read(definition), traces));
    }

    private static ScenarioReport.Result run(Subject subject, SavedScenario saved, List<Trace> traces) {
        try {
            Trace trace = Simulator.play(subject, ScenarioReader.scenario(saved.scenario(), ""));
            traces.add(trace);
            List<Expectation.Failure> failures =
                    ScenarioReader.expectation(saved.scenario()).failures(trace);
            return new ScenarioReport.Result(
                    saved.name(), failures.isEmpty(), failures, trace.ways(), trace.refusals());
        } catch (ProblemException e) {
            // It was good when it was saved: the journey has changed, and it names an arm that is no more.
            List<Expectation.Failure> failures = e.problem().errors().stream()
                    .map(error -> new Expectation.Failure(error.pointer(), error.detail()))
                    .toList();
            return new ScenarioReport.Result(saved.name(), false, failures, List.of(), List.of());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static SavedScenario saved(ScenarioRow row) {
        return new SavedScenario(row.id.name(), StoredJson.read(row.scenario), row.updatedBy, row.updatedAt);
    }

    private static ProblemException missing(String journey, String name) {
        return ProblemException.notFound("scenario '%s' of journey '%s'".formatted(name, journey));
    }
}
