package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import io.itinera.contracts.Wire;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.engine.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports against the engine that they report of, over made-up lives with merges. */
@JourneyServiceTest
class ProjectionTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    TransitionStore store;

    @Inject
    JourneyReports reports;

    @Inject
    InstanceReports instances;

    private static JsonNode journey(String key) {
        return Documents.journey(
                key, """
                { first: { type: 'wait', for: 'PT1H', next: 'split' },
                  split: { type: 'split', arms: [ { key: 'control', weight: 1, next: 'end', holdout: true },
                      { key: 'mail', weight: 2, next: 'send' } ] },
                  send: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'look' },
                  look: { type: 'wait', until: { event: 'Again' }, atMost: 'PT9H', then: 'first', onTimeout: 'end' },
                  end: { type: 'exit' } }""", "maxDuration: 'P3D'", """
                goals: [ { key: 'buys', on: { event: 'Bought' }, within: 'P2D', value: 'revenue', currency: 'currency', primary: true } ]""", "exits: [ { key: 'left', on: { event: 'Left' } } ]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyOrderOfBatchesAndAnyRepeatGiveTheSameReportAsOneBatch(long seed) {
        Lives lives = new Lives(journey("once-" + seed), NOON, seed).live(12, 400);
        store.add(lives.inOrder());
        String again = "again-" + seed;
        List<List<Transition>> batches = lives.batches(seed).stream()
                .map(batch -> batch.stream().map(t -> renamed(t, again)).toList())
                .toList();
        batches.forEach(store::add);
        batches.reversed().stream().limit(3).forEach(store::add);

        assertThat(report(again)).isEqualTo(report("once-" + seed));
    }

    /** The same in another journey. */
    private static Transition renamed(Transition t, String key) {
        JourneyRef ref = t.journey();
        return new Transition(
                key + t.id(),
                t.profileId(),
                new JourneyRef(key, ref.version(), key + ref.instance(), ref.step()),
                t.kind(),
                t.stepType(),
                t.next(),
                t.reason(),
                t.detail(),
                t.at(),
                t.sequence());
    }

    private JsonNode report(String key) {
        ReportQuery query = new ReportQuery(key, null, null, null, Tests.EXCLUDE, true, Duration.ofHours(1));
        ObjectNode report = Wire.JSON.valueToTree(reports.of(query));
        report.remove("journey");
        return report;
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void everybodyStandsInTheReportsWhereTheEngineKnowsThemToStand(long seed) {
        String key = "truth-" + seed;
        Lives lives = new Lives(journey(key), NOON, seed).live(30, 500);
        lives.batches(seed).forEach(store::add);
        JourneyReport.Version report = reports.of(ReportQuery.of(key)).total();

        assertThat(report.flow().live()).isEqualTo(lives.standing().size()).isPositive();
        agree(key, lives, null, report);
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34})
    void everybodyStandsThereAlsoAfterAMigrationAndBack(long seed) {
        String key = "led-" + seed;
        JsonNode second = Wire.JSON.convertValue(journey(key), JsonNode.class);
        ObjectNode steps = (ObjectNode) second.get("steps");
        steps.set("pause", steps.remove("first"));
        ((ObjectNode) steps.get("look")).put("then", "pause");
        ((ObjectNode) second).put("start", "pause");
        Lives lives = new Lives(journey(key), NOON, seed).live(20, 150).migrate(second, Map.of("first", "pause"));
        lives.live(20, seed % 2 == 0 ? 3 : 60);
        if (seed > 32) {
            lives.undo().live(20, 5);
        }
        lives.batches(seed).forEach(store::add);

        JourneyReport report = reports.of(ReportQuery.of(key));
        assertThat(report.versions()).hasSize(2);
        report.versions().forEach(version -> agree(key, lives, version.version(), version));
    }

    /** The report of one version, or of all, says what the engine knows. */
    private void agree(String key, Lives lives, Integer version, JourneyReport.Version report) {
        Map<String, Instance> truth = lives.standing();
        Map<String, Long> waiting = truth.values().stream()
                .filter(i -> version == null || i.version() == version)
                .collect(Collectors.groupingBy(i -> i.waiting().step(), Collectors.counting()));
        for (JourneyReport.Step step : report.steps()) {
            assertThat(step.waiting()).isEqualTo(waiting.getOrDefault(step.step(), 0L));
            long out = step.out().values().stream().mapToLong(n -> n).sum();
            assertThat(step.in() - out).as("in minus out of %s", step.step()).isEqualTo(step.waiting());
            ReportQuery query = new ReportQuery(key, version, null, null, Tests.EXCLUDE, false, null);
            assertThat(pages(query, step.step()))
                    .hasSize(Math.toIntExact(step.waiting()))
                    .allSatisfy(standing -> {
                        Instance instance = truth.get(standing.id());
                        assertThat(standing.since())
                                .isEqualTo(instance.waiting().since());
                        assertThat(standing.due()).isEqualTo(instance.waiting().due());
                        assertThat(standing.version()).isEqualTo(instance.version());
                        assertThat(standing.enteredAt())
                                .isEqualTo(instance.entry().at());
                        assertThat(standing.profileId()).isEqualTo(lives.owner(standing.id()));
                    });
        }
    }

    /** All that stand at a step, page by page. */
    private List<InstanceReport> pages(ReportQuery query, String step) {
        List<InstanceReport> all = new ArrayList<>();
        List<InstanceReport> page;
        do {
            InstanceReports.After after = all.isEmpty()
                    ? null
                    : new InstanceReports.After(
                            all.getLast().since(), all.getLast().id());
            page = instances.standingAt(query, step, after, 4);
            all.addAll(page);
        } while (page.size() == 4);
        assertThat(all).doesNotHaveDuplicates();
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void countersAreThoseOfALookAtAllTransitions(long seed) {
        String key = "sums-" + seed;
        Lives lives = new Lives(journey(key), NOON, seed).live(30, 600);
        lives.batches(seed).forEach(store::add);
        List<Transition> all = lives.inOrder();

        JourneyReport.Version report = reports.of(ReportQuery.of(key)).total();

        assertThat(report.flow().entered()).isEqualTo(count(all, t -> t.kind() == Kind.ENTERED));
        long goals = count(all, t -> t.kind() == Kind.GOAL);
        assertThat(report.goals()).singleElement().satisfies(g -> {
            assertThat(g.conversions()).isEqualTo(goals).isPositive();
            assertThat(g.timeToValue().n()).isEqualTo(goals);
            assertThat(g.revenue()).extracting(Revenue::currency).containsExactly("EUR", "USD");
        });
        assertThat(report.splits()).singleElement().satisfies(s -> assertThat(s.arms())
                .allSatisfy(arm -> {
                    assertThat(arm.entered())
                            .isEqualTo(all.stream()
                                    .filter(t -> t.kind() == Kind.MOVED
                                            && ("arm:" + arm.arm()).equals(t.reason())
                                            && !t.detail().containsKey("visit"))
                                    .map(t -> t.journey().instance())
                                    .distinct()
                                    .count());
                    assertThat(arm.goals().getFirst().conversions())
                            .isEqualTo(count(
                                    all,
                                    t -> t.kind() == Kind.GOAL
                                            && Map.of("split", arm.arm())
                                                    .equals(t.detail().get("arms"))));
                }));
        assertThat(report.steps())
                .filteredOn(s -> s.step().equals("look"))
                .singleElement()
                .satisfies(s -> assertThat(s.dwell().n())
                        .isEqualTo(s.out().values().stream().mapToLong(n -> n).sum()));
    }

    private static long count(List<Transition> all, Predicate<Transition> which) {
        return all.stream().filter(which).count();
    }
}
