package io.itinera.journey.trial.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Remark;
import io.itinera.journey.database.StoredJson;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A journey's tests: saved, read, run. */
@ApplicationScoped
public class Scenarios {

    private static final int MOST = ScenarioSet.MOST;

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
        if (!ScenarioSet.isName(name)) {
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
        write(row, scenario, actor);
        journeys.note(journey, "scenario-saved", null, actor, name);
        return saved(row);
    }

    private void write(ScenarioRow row, JsonNode scenario, String actor) {
        row.scenario = scenario.toString();
        row.updatedBy = actor;
        row.updatedAt = now();
        store.persist(row);
    }

    /** All scenarios of a journey, which need not be there. */
    @Transactional
    public ScenarioSet of(String journey) {
        return set(store.of(journey, "", MOST));
    }

    /** All scenarios by journey; a journey that has none is left out. */
    @Transactional
    public Map<String, ScenarioSet> all() {
        return store.all().stream()
                .collect(Collectors.groupingBy(
                        row -> row.id.journey(), Collectors.collectingAndThen(Collectors.toList(), Scenarios::set)));
    }

    private static ScenarioSet set(List<ScenarioRow> rows) {
        SortedMap<String, JsonNode> scenarios = new TreeMap<>();
        rows.forEach(row -> scenarios.put(row.id.name(), StoredJson.read(row.scenario)));
        return new ScenarioSet(scenarios);
    }

    /**
     * Makes these the scenarios of a journey, and no others; those that are as they were keep who saved them, and when.
     *
     * @param scenarios without {@linkplain ScenarioSet#faults faults}
     * @return what has changed; the audit trail tells it
     * @throws ProblemException 404 when there is no such journey
     */
    @Transactional
    public ScenarioSet.Change replace(String journey, ScenarioSet scenarios, Remark remark, String actor) {
        journeys.get(journey);
        ScenarioSet.Change change = scenarios.changeFrom(of(journey));
        change.removed().forEach(name -> store.deleteById(new ScenarioRow.Id(journey, name)));
        for (String name : change.changed()) {
            write(
                    store.findById(new ScenarioRow.Id(journey, name)),
                    scenarios.byName().get(name),
                    actor);
        }
        for (String name : change.added()) {
            ScenarioRow row = new ScenarioRow();
            row.id = new ScenarioRow.Id(journey, name);
            write(row, scenarios.byName().get(name), actor);
        }
        if (!change.none()) {
            journeys.note(journey, "scenarios-replaced", change.words(), remark, actor);
        }
        return change;
    }

    /** Forgets a scenario; a 404 problem when there is none. */
    @Transactional
    public void delete(String journey, String name, String actor) {
        if (!store.deleteById(new ScenarioRow.Id(journey, name))) {
            throw missing(journey, name);
        }
        journeys.note(journey, "scenario-deleted", null, actor, name);
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
        return Rehearsal.of(definition, version, of(journey));
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
