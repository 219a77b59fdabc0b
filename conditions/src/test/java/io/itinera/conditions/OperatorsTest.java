package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each operator says about values that fit, that do not fit, and that are not there. */
class OperatorsTest {

    private static boolean holds(Object value, String operator, Object operand) {
        return Conditions.parse(Map.of("trait", "x", operator, operand), "")
                .test(Profile.withTraits(value == null ? Map.of() : Map.of("x", value)));
    }

    private static String note(Object value, String operator, Object operand) {
        return Conditions.parse(Map.of("trait", "x", operator, operand), "")
                .explain(Profile.withTraits(value == null ? Map.of() : Map.of("x", value)))
                .note();
    }

    @Test
    void equalsByValueAndNeverAcrossTypes() {
        assertThat(holds(1, "eq", 1.0)).isTrue();
        assertThat(holds(1L, "eq", new BigDecimal("1.000"))).isTrue();
        assertThat(holds(0.1, "eq", new BigDecimal("0.1"))).isTrue();
        assertThat(holds(9_007_199_254_740_993L, "eq", 9_007_199_254_740_992.0)).isFalse();
        assertThat(holds("gold", "eq", "gold")).isTrue();
        assertThat(holds("Gold", "eq", "gold")).isFalse();
        assertThat(holds(true, "eq", true)).isTrue();
        assertThat(holds(List.of(1, 2), "eq", List.of(1.0, 2L))).isTrue();
        assertThat(holds(Map.of("a", 1), "eq", Map.of("a", 1L))).isTrue();
        assertThat(holds("1", "eq", 1)).isFalse();
        assertThat(note("1", "eq", 1)).isEqualTo("the value is text, compared with a number");
    }

    @Test
    void differsOnlyWithinAType() {
        assertThat(holds("silver", "ne", "gold")).isTrue();
        assertThat(holds("gold", "ne", "gold")).isFalse();
        assertThat(holds(1, "ne", "1")).isFalse();
        assertThat(note(1, "ne", "1")).isEqualTo("the value is a number, compared with text");
    }

    @ParameterizedTest
    @CsvSource({"gt, false, false, true", "gte, false, true, true", "lt, true, false, false", "lte, true, true, false"})
    void ordersNumbersAndTexts(String operator, boolean below, boolean same, boolean above) {
        assertThat(holds(19.99, operator, 20)).isEqualTo(below);
        assertThat(holds(20, operator, 20.0)).isEqualTo(same);
        assertThat(holds(Long.MAX_VALUE, operator, 20)).isEqualTo(above);
        assertThat(holds("a", operator, "b")).isEqualTo(below);
        assertThat(holds("b", operator, "b")).isEqualTo(same);
        assertThat(holds("c", operator, "b")).isEqualTo(above);
        assertThat(holds("21", operator, 20)).isFalse();
        assertThat(note("21", operator, 20)).isEqualTo("the value is text, compared with a number");
    }

    @Test
    void findsOneOfAList() {
        assertThat(holds(2, "in", List.of(1, 2.0))).isTrue();
        assertThat(holds("2", "in", List.of(1, 2))).isFalse();
        assertThat(note("2", "in", List.of(1, 2))).contains("values of another type");
    }

    @Test
    void containsAnElementOrAPart() {
        assertThat(holds(List.of("vip", "eu"), "contains", "vip")).isTrue();
        assertThat(holds(List.of(1, 2), "contains", 2.0)).isTrue();
        assertThat(holds("newsletter", "contains", "letter")).isTrue();
        assertThat(holds(List.of("vip"), "contains", "v")).isFalse();
        assertThat(holds(12, "contains", 1)).isFalse();
        assertThat(note(12, "contains", 1)).isEqualTo("the value is a number, compared with a list or text");
    }

    @Test
    void startsWithAPart() {
        assertThat(holds("itinera", "startsWith", "iti")).isTrue();
        assertThat(holds("itinera", "startsWith", "tin")).isFalse();
        assertThat(holds(123, "startsWith", "1")).isFalse();
    }

    @Test
    void matchesAnExpressionAnywhereUnlessAnchored() {
        assertThat(holds("order-42", "matches", "[0-9]+")).isTrue();
        assertThat(holds("order-42", "matches", "^[0-9]+$")).isFalse();
        assertThat(holds(42, "matches", "42")).isFalse();
    }

    @Test
    void anExpressionThatBacktracksForEverElsewhereIsQuickHere() {
        long before = System.nanoTime();
        assertThat(holds("a".repeat(10_000) + "!", "matches", "^(a+)+$")).isFalse();

        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }

    @Test
    void aTextTooLongToSearchDoesNotMatchAndSaysSo() {
        assertThat(holds("a".repeat(10_001), "matches", "a")).isFalse();
        assertThat(note("a".repeat(10_001), "matches", "a")).contains("text of at most 10000");
    }

    @Test
    void knowsWhatExistsAndWhatIsMissing() {
        assertThat(holds("", "exists", true)).isTrue();
        assertThat(holds(null, "exists", true)).isFalse();
        assertThat(holds(null, "exists", false)).isTrue();
        assertThat(holds(0, "exists", false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T11:59:59Z, before, 2026-11-21T12:00:00Z, true",
        "2026-11-21T12:00:00Z, before, 2026-11-21T12:00:00Z, false",
        "2026-11-21T13:30:00+02:00, before, 2026-11-21T12:00:00Z, true",
        "2026-11-20, before, 2026-11-21, true",
        "2026-11-20, before, -P1D, true",
        "2026-11-22, before, P1D, true",
        "2026-11-23, before, P1D, false",
        "2026-11-21T12:00:01Z, after, 2026-11-21T12:00:00Z, true",
        "2026-11-21T12:00:00Z, after, PT0S, false",
        "soon, after, 2026-11-21, false",
    })
    void ordersTimes(String value, String operator, String operand, boolean expected) {
        assertThat(holds(value, operator, operand)).isEqualTo(expected);
    }

    @Test
    void aDateMeansItsFirstMomentInTheProfilesZone() {
        Condition today = Conditions.parse(Map.of("trait", "x", "before", "2026-11-21T23:00:00Z"), "");
        Profile born = Profile.withTraits(Map.of("x", "2026-11-22"));

        assertThat(today.test(born)).isFalse();
        assertThat(today.test(born.in("Asia/Tokyo"))).isTrue();
    }

    @Test
    void whatIsNoTimeIsNotComparedWithOne() {
        assertThat(holds("soon", "before", "2026-11-21")).isFalse();
        assertThat(note("soon", "before", "2026-11-21")).isEqualTo("the value is text, compared with a time");
        assertThat(holds(1_700_000_000, "after", "2026-11-21")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-14T12:00:00Z, true",
        "2026-11-14T11:59:59Z, false",
        "2026-11-21T12:00:00Z, true",
        "2026-11-21T12:00:01Z, false",
        "2026-11-20, true"
    })
    void withinTheLastDaysReachesFromThenToNow(String value, boolean expected) {
        assertThat(holds(value, "within", "P7D")).isEqualTo(expected);
    }

    @Test
    void betweenIncludesBothEnds() {
        assertThat(holds(10, "between", List.of(10, 20))).isTrue();
        assertThat(holds(20.0, "between", List.of(10, 20))).isTrue();
        assertThat(holds(20.01, "between", List.of(10, 20))).isFalse();
        assertThat(holds("m", "between", List.of("a", "n"))).isTrue();
        assertThat(holds("2026-12-01", "between", List.of("PT0S", "P30D"))).isTrue();
        assertThat(holds("2026-12-31", "between", List.of("PT0S", "P30D"))).isFalse();
        assertThat(holds("15", "between", List.of(10, 20))).isFalse();
        assertThat(note("15", "between", List.of(10, 20))).isEqualTo("the value is text, compared with a number");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingValueIsFalseForEachOperatorButExists(Operator operator) {
        Object operand =
                switch (operator) {
                    case IN -> List.of(1);
                    case BETWEEN -> List.of(1, 2);
                    case EXISTS -> true;
                    case BEFORE, AFTER -> "2026-11-21";
                    case WITHIN -> "P1D";
                    case EQ, NE, GT, GTE, LT, LTE, CONTAINS, STARTS_WITH, MATCHES -> "a";
                };

        assertThat(holds(null, operator.wire(), operand)).isFalse();
        if (operator != Operator.EXISTS) {
            assertThat(note(null, operator.wire(), operand)).isEqualTo("the value is missing");
        }
    }

    @Test
    void severalOperatorsMustAllHold() {
        Condition range = Conditions.parse(Map.of("trait", "x", "gte", 20, "lt", 50), "");

        assertThat(range.test(Profile.withTraits(Map.of("x", 20)))).isTrue();
        assertThat(range.test(Profile.withTraits(Map.of("x", 50)))).isFalse();
    }
}
