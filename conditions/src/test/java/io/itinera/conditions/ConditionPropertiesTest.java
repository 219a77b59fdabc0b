package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every condition and every profile. */
class ConditionPropertiesTest {

    private static final List<String> PATHS = List.of("a", "b", "a.b", "list", "list.0", "list.*", "list.b", "x.y.z");

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void theExplanationHasTheVerdictOfTheTest(@ForAll("conditions") Object json, @ForAll("profiles") Profile profile) {
        Condition condition = Conditions.parse(json, "");

        assertThat(condition.explain(profile).verdict()).isEqualTo(condition.test(profile));
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void decidingByTheKeptExplanationGivesTheSameVerdict(
            @ForAll("conditions") Object json, @ForAll("profiles") Profile profile) {
        Condition condition = Conditions.parse(json, "");

        Explanation kept = Explanation.parse(condition.explain(profile).toMap());

        assertThat(kept.condition()).isEqualTo(condition);
        assertThat(kept).isEqualTo(condition.explain(profile));
        assertThat(kept.decide()).isEqualTo(condition.test(profile));
        assertThat(kept.describe()).isNotBlank();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenReadsBackAsTheSameCondition(@ForAll("conditions") Object json) {
        Condition condition = Conditions.parse(json, "");

        assertThat(Conditions.parse(condition.toMap(), "")).isEqualTo(condition);
        assertThat(condition.describe()).isNotBlank();
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aConditionOrItsNegationHolds(@ForAll("conditions") Object json, @ForAll("profiles") Profile profile) {
        boolean holds = Conditions.parse(json, "").test(profile);

        assertThat(Conditions.parse(Map.of("not", json), "").test(profile)).isNotEqualTo(holds);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void numbersCompareAsTheirDecimals(@ForAll("numbers") Number a, @ForAll("numbers") Number b) {
        int expected = Integer.signum(new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())));

        assertThat(Integer.signum(Values.compare(a, b))).isEqualTo(expected);
        assertThat(Values.equal(a, b)).isEqualTo(expected == 0);
    }

    @Provide
    Arbitrary<Number> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.integers().map(Number.class::cast),
                Arbitraries.longs().map(Number.class::cast),
                Arbitraries.doubles().ofScale(3).map(Number.class::cast),
                Arbitraries.bigDecimals().ofScale(5).map(Number.class::cast),
                Arbitraries.bigIntegers().map(Number.class::cast));
    }

    private static Arbitrary<Object> scalars() {
        return Arbitraries.of(
                1,
                2,
                1.0,
                2.5,
                "1",
                "b",
                "",
                true,
                false,
                "2026-11-20",
                "2026-11-21T12:00:00Z",
                10L,
                "b".repeat(250),
                "c".repeat(400) + "20");
    }

    /** Scalars, and lists and objects of them: deep enough for each path of these tests. */
    private static Arbitrary<Object> values() {
        Arbitrary<Object> objects = Arbitraries.maps(Arbitraries.of("a", "b"), scalars())
                .ofMaxSize(2)
                .map(Object.class::cast);
        return Arbitraries.oneOf(
                scalars(),
                objects,
                Arbitraries.oneOf(scalars(), objects).list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.oneOf(scalars(), objects)
                        .list()
                        .ofMinSize(11)
                        .ofMaxSize(15)
                        .map(Object.class::cast));
    }

    @Provide
    Arbitrary<Profile> profiles() {
        Arbitrary<Map<String, Object>> traits =
                Arbitraries.maps(Arbitraries.of("a", "b", "list"), values()).ofMaxSize(3);
        return Combinators.combine(
                        traits, Arbitraries.of("a", "b").set(), Arbitraries.of("UTC", "Europe/Berlin", "Asia/Tokyo"))
                .as((values, segments, zone) -> new Profile(
                        Profile.NOON,
                        ZoneId.of(zone),
                        Map.of(Source.TRAIT, values, Source.PROPERTY, values),
                        Set.copyOf(segments),
                        segments.stream().map(s -> s + " opened").toList(),
                        segments.size()));
    }

    @Provide
    Arbitrary<Object> conditions() {
        return conditions(3);
    }

    private static Arbitrary<Object> conditions(int depth) {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                comparisons(),
                Arbitraries.of(
                        Map.of("segment", "a"),
                        Map.of("goal", "a"),
                        Map.of("event", "a", "count", 2, "within", "P1D"),
                        Map.of("consent", Map.of("channel", "email", "purpose", "b")),
                        Map.of("message", Map.of("step", List.of("a", "b"), "is", "opened"))));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Object> parts = conditions(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                parts.map(c -> Map.of("not", c)),
                parts.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("all", list)),
                parts.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("any", list)));
    }

    private static Arbitrary<Object> comparisons() {
        Arbitrary<Map<String, Object>> checks = Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of("eq", "ne", "contains"), values())
                        .as(Map::of),
                Combinators.combine(Arbitraries.of("gt", "gte", "lt", "lte"), Arbitraries.of(1, 2.5, "b", 10L))
                        .as(Map::of),
                Arbitraries.of(
                        Map.of("in", List.of(1, "b", true)),
                        Map.of("exists", true),
                        Map.of("exists", false),
                        Map.of("matches", "^[a-c]"),
                        Map.of("startsWith", "20"),
                        Map.of("before", "P1D"),
                        Map.of("after", "2026-11-20T13:00:00+01:00"),
                        Map.of("within", "P7D"),
                        Map.of("between", List.of(1, 2)),
                        Map.of("gte", 1, "lt", 3)));
        return Combinators.combine(Arbitraries.of("trait", "property", "score"), Arbitraries.of(PATHS), checks)
                .as((source, path, operators) -> {
                    Map<String, Object> condition = new LinkedHashMap<>(operators);
                    condition.put(source, path);
                    return condition;
                });
    }
}
