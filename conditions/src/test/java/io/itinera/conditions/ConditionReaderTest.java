package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.itinera.conditions.InvalidConditionException.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A condition that cannot be meant is refused, with the place that is wrong. */
class ConditionReaderTest {

    record Wrong(Object condition, String pointer, String message) {}

    static List<Wrong> wrong() {
        return List.of(
                new Wrong("vip", "/when", "expected a condition"),
                new Wrong(Map.of(), "/when", "is no condition, expected one of all, any, not"),
                new Wrong(Map.of("segment", "a", "goal", "b"), "/when", "is several conditions in one"),
                new Wrong(Map.of("segment", ""), "/when/segment", "expected the key of a segment"),
                new Wrong(Map.of("segment", "a", "eq", 1), "/when/eq", "is not known here, expected only segment"),
                new Wrong(Map.of("trait", "a"), "/when", "has no operator"),
                new Wrong(Map.of("trait", "a", "like", "b"), "/when/like", "is not known, expected one of eq, ne"),
                new Wrong(Map.of("trait", "a..b", "eq", 1), "/when/trait", "expected names joined by dots"),
                new Wrong(Map.of("trait", 7, "eq", 1), "/when/trait", "expected a name"),
                new Wrong(Map.of("trait", "a", "gt", true), "/when/gt", "expected a number or a text"),
                new Wrong(Map.of("trait", "a", "in", List.of()), "/when/in", "expected a list of values"),
                new Wrong(Map.of("trait", "a", "in", "b"), "/when/in", "expected a list of values"),
                new Wrong(Map.of("trait", "a", "startsWith", 1), "/when/startsWith", "expected a text"),
                new Wrong(Map.of("trait", "a", "matches", "(("), "/when/matches", "is not an RE2 expression"),
                new Wrong(Map.of("trait", "a", "matches", "(a)\\1"), "/when/matches", "is not an RE2 expression"),
                new Wrong(Map.of("trait", "a", "exists", "yes"), "/when/exists", "expected true or false"),
                new Wrong(Map.of("trait", "a", "before", "soon"), "/when/before", "expected a time"),
                new Wrong(Map.of("trait", "a", "after", 5), "/when/after", "expected a time"),
                new Wrong(Map.of("trait", "a", "between", List.of(1)), "/when/between", "the lower first"),
                new Wrong(Map.of("trait", "a", "between", List.of(2, 1)), "/when/between", "the lower first"),
                new Wrong(Map.of("trait", "a", "between", List.of(1, "b")), "/when/between", "the lower first"),
                new Wrong(Map.of("trait", "a", "within", "7 days"), "/when/within", "expected an ISO 8601 duration"),
                new Wrong(Map.of("trait", "a", "within", "-P7D"), "/when/within", "longer than nothing"),
                new Wrong(Map.of("all", List.of()), "/when/all", "at least one"),
                new Wrong(
                        Map.of("all", List.of(Map.of("segment", "a"), Map.of("not", 5))),
                        "/when/all/1/not",
                        "expected a condition"),
                new Wrong(Map.of("event", ""), "/when/event", "expected the name of an event"),
                new Wrong(Map.of("event", "a", "count", "b"), "/when/count", "expected a number, or an operator"),
                new Wrong(Map.of("event", "a", "count", Map.of("gte", "b")), "/when/count", "operators for numbers"),
                new Wrong(Map.of("event", "a", "within", "PT0S"), "/when/within", "longer than nothing"),
                new Wrong(Map.of("event", "a", "where", Map.of("property", "b")), "/when/where", "has no operator"),
                new Wrong(Map.of("message", "a"), "/when/message", "expected {\"step\": …, \"is\": …}"),
                new Wrong(
                        Map.of("message", Map.of("step", "a", "is", "read")),
                        "/when/message/is",
                        "is 'read', expected one of suppressed"),
                new Wrong(Map.of("message", Map.of("is", "sent")), "/when/message/step", "key of a send step"),
                new Wrong(Map.of("consent", Map.of("channel", "email")), "/when/consent", "expected {\"channel\""),
                new Wrong(Map.of("trait", "a", "b/c", 1), "/when/b~1c", "is not known"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void namesThePlaceThatIsWrong(Wrong wrong) {
        InvalidConditionException refused = catchThrowableOfType(
                InvalidConditionException.class, () -> Conditions.parse(wrong.condition(), "/when"));

        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.pointer()).isEqualTo(wrong.pointer());
            assertThat(problem.message()).contains(wrong.message());
        });
    }

    @Test
    void namesAllPlacesAtOnce() {
        InvalidConditionException refused = catchThrowableOfType(
                InvalidConditionException.class,
                () -> Conditions.parse(
                        Map.of("any", List.of(Map.of("trait", "a"), Map.of("segment", 1), Map.of("goal", 2))), ""));

        assertThat(refused.problems())
                .extracting(Problem::pointer)
                .containsExactly("/any/0", "/any/1/segment", "/any/2/goal");
        assertThat(refused).hasMessageContaining("/any/0 has no operator");
    }

    @Test
    void refusesADocumentThatIsTooDeepOrTooLarge() {
        Object deep = Map.of("segment", "a");
        for (int i = 0; i < 50; i++) {
            deep = Map.of("not", deep);
        }
        Object tooDeep = deep;
        Object tooLarge = Map.of("any", Collections.nCopies(1_000, Map.of("segment", "a")));

        assertThatThrownBy(() -> Conditions.parse(tooDeep, "")).hasMessageContaining("is too large");
        assertThatThrownBy(() -> Conditions.parse(tooLarge, "")).hasMessageContaining("is too large");
    }

    @Test
    void listsTheConditionsThatAConditionIsMadeOf() {
        Condition condition = Conditions.parse(
                Map.of(
                        "all",
                        List.of(
                                Map.of("not", Map.of("segment", "a")),
                                Map.of("any", List.of(Map.of("goal", "b"), Map.of("event", "c"))))),
                "");

        assertThat(Conditions.leaves(condition).map(Condition::describe))
                .containsExactly("the profile is in segment a", "goal b was reached", "the profile did “c”");
    }
}
