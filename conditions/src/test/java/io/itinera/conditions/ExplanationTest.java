package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a condition says about itself, and about why it holds. */
class ExplanationTest {

    record Said(Object condition, String affirmed, String denied) {}

    static List<Said> saidOfValues() {
        return List.of(
                new Said(Map.of("trait", "tier", "eq", "gold"), "trait tier is “gold”", "trait tier is not “gold”"),
                new Said(
                        Map.of("trait", "tier", "ne", "gold"),
                        "trait tier is other than “gold”",
                        "trait tier is not other than “gold”"),
                new Said(
                        Map.of("property", "total", "gte", 20),
                        "property total is at least 20",
                        "property total is not at least 20"),
                new Said(Map.of("score", "churn", "gt", 0.7), "score churn is greater than 0.7", null),
                new Said(Map.of("score", "churn", "lt", 0.7), "score churn is less than 0.7", null),
                new Said(Map.of("score", "churn", "lte", 0.7), "score churn is at most 0.7", null),
                new Said(
                        Map.of("trait", "city", "in", List.of("Oslo", "Bergen", 3)),
                        "trait city is “Oslo”, “Bergen” or 3",
                        "trait city is not “Oslo”, “Bergen” or 3"),
                new Said(
                        Map.of("trait", "tags", "contains", "vip"),
                        "trait tags contains “vip”",
                        "trait tags does not contain “vip”"),
                new Said(
                        Map.of("trait", "name", "startsWith", "A"),
                        "trait name starts with “A”",
                        "trait name does not start with “A”"),
                new Said(
                        Map.of("trait", "name", "matches", "^A+$"),
                        "trait name matches ^A+$",
                        "trait name does not match ^A+$"),
                new Said(Map.of("trait", "email", "exists", true), "trait email exists", "trait email is missing"),
                new Said(Map.of("trait", "email", "exists", false), "trait email is missing", "trait email exists"),
                new Said(Map.of("trait", "renewal", "before", "P1D"), "trait renewal is before 1 day from now", null),
                new Said(Map.of("trait", "renewal", "after", "-PT36H"), "trait renewal is after 36 hours ago", null),
                new Said(Map.of("trait", "renewal", "after", "PT0S"), "trait renewal is after now", null),
                new Said(
                        Map.of("trait", "renewal", "before", "2026-11-21"), "trait renewal is before 2026-11-21", null),
                new Said(
                        Map.of("trait", "renewal", "before", "2026-11-21T09:30:00"),
                        "trait renewal is before 2026-11-21 09:30 local time",
                        null),
                new Said(
                        Map.of("trait", "seen", "within", "P7DT1H"),
                        "trait seen is within the last 7 days and 1 hour",
                        null),
                new Said(
                        Map.of("trait", "age", "between", List.of(18, 30)),
                        "trait age is between 18 and 30",
                        "trait age is not between 18 and 30"));
    }

    static List<Said> saidOfTheRest() {
        return List.of(
                new Said(
                        Map.of("segment", "vip"), "the profile is in segment vip", "the profile is not in segment vip"),
                new Said(Map.of("event", "Login"), "the profile did “Login”", "the profile did not do “Login”"),
                new Said(
                        Map.of("event", "Login", "count", Map.of("eq", 0), "within", "P14D"),
                        "the profile did not do “Login” within the last 14 days",
                        "the profile did “Login” within the last 14 days"),
                new Said(
                        Map.of("event", "View", "count", 3, "where", Map.of("property", "page", "eq", "pricing")),
                        "the profile did “View” at least 3 times where property page is “pricing”",
                        null),
                new Said(
                        Map.of("message", Map.of("step", List.of("a", "b"), "is", List.of("opened", "clicked"))),
                        "the message of a or b was opened or was clicked",
                        "the message of a or b was not opened and was not clicked"),
                new Said(
                        Map.of("consent", Map.of("channel", "email", "purpose", "marketing")),
                        "the profile agreed to marketing by email",
                        "the profile has not agreed to marketing by email"),
                new Said(Map.of("goal", "purchase"), "goal purchase was reached", "goal purchase was not reached"),
                new Said(
                        Map.of("not", Map.of("segment", "staff")),
                        "the profile is not in segment staff",
                        "the profile is in segment staff"),
                new Said(
                        Map.of(
                                "all",
                                List.of(
                                        Map.of("segment", "a"),
                                        Map.of("any", List.of(Map.of("goal", "b"), Map.of("goal", "c"))))),
                        "the profile is in segment a and (goal b was reached or goal c was reached)",
                        "the profile is not in segment a or (goal b was not reached and goal c was not reached)"));
    }

    @ParameterizedTest
    @MethodSource({"saidOfValues", "saidOfTheRest"})
    void saysInPlainWordsWhatItAsksAndTheContrary(Said said) {
        Condition condition = Conditions.parse(said.condition(), "");

        assertThat(condition.describe()).isEqualTo(said.affirmed());
        if (said.denied() != null) {
            assertThat(condition.deny()).isEqualTo(said.denied());
        }
    }

    @Test
    void explainsWithTheValuesThatWereCompared() {
        Explanation why = explained(
                Map.of("any", List.of(Map.of("trait", "tier", "eq", "gold"), Map.of("trait", "orders", "gte", 10))),
                Profile.withTraits(Map.of("orders", "12")));

        assertThat(why.verdict()).isFalse();
        assertThat(why.parts().get(0).note()).isEqualTo("the value is missing");
        assertThat(why.parts().get(1).operand().value()).isEqualTo("12");
        assertThat(why.describe())
                .isEqualTo("trait tier (missing) is not “gold” and trait orders (“12”) is not at least 10:"
                        + " the value is text, compared with a number");
    }

    @Test
    void keepsOperatorExpectedActualVerdictAndNoteAsData() {
        assertThat(explained(
                                Map.of("not", Map.of("trait", "orders", "gte", 10)),
                                Profile.withTraits(Map.of("orders", "12")))
                        .toMap())
                .isEqualTo(Map.of(
                        "not",
                        Map.of(
                                "is",
                                Map.of("trait", "orders", "gte", 10),
                                "actual",
                                "12",
                                "holds",
                                false,
                                "note",
                                "the value is text, compared with a number"),
                        "holds",
                        true));
    }

    @Test
    void explainsAlsoThePartsThatCouldNotChangeTheVerdictAnyMore() {
        Explanation why = explained(
                Map.of("all", List.of(Map.of("segment", "a"), Map.of("segment", "b"))),
                Profile.unknown().inSegments("b"));

        assertThat(why.parts()).extracting(Explanation::verdict).containsExactly(false, true);
        assertThat(why.describe()).isEqualTo("the profile is not in segment a");
    }

    @Test
    void saysWhatBecameOfTheMessages() {
        Map<String, Object> clicked = Map.of("message", Map.of("step", List.of("a", "b"), "is", "clicked"));

        assertThat(explained(clicked, Profile.unknown().withMessages("b sent", "b delivered"))
                        .describe())
                .isEqualTo("the message of a or b was not clicked (b: sent and delivered)");
        assertThat(explained(clicked, Profile.unknown()).describe()).isEqualTo("the message of a or b was not clicked");
    }

    @Test
    void keepsTheTimeAndTheZoneWhereTheyMatter() {
        Explanation why = explained(
                Map.of("trait", "renewal", "before", "2026-11-21"),
                Profile.withTraits(Map.of("renewal", "2026-11-20")).in("Asia/Tokyo"));

        assertThat(why.toMap()).containsEntry("now", "2026-11-21T12:00:00Z").containsEntry("zone", "Asia/Tokyo");
        assertThat(explained(Map.of("trait", "renewal", "exists", true), Profile.unknown())
                        .toMap())
                .doesNotContainKeys("now", "zone");
    }

    @Test
    void keepsLongValuesShortUnlessTheVerdictNeedsThem() {
        String text = "y".repeat(5_000);
        Profile profile = Profile.withTraits(Map.of("bio", text + "x"));

        Explanation without = explained(Map.of("trait", "bio", "contains", "z"), profile);
        Explanation with = explained(Map.of("trait", "bio", "contains", "x"), profile);

        assertThat(without.operand().value().toString()).hasSizeLessThan(250);
        assertThat(without.describe()).contains("…”, shortened) does not contain “z”");
        assertThat(with.operand().value()).isEqualTo(text + "x");
        assertThat(without.decide()).isFalse();
        assertThat(with.decide()).isTrue();
    }

    @Test
    void keepsOfManyValuesTheOneThatHolds() {
        List<Map<String, Object>> items = IntStream.range(0, 50)
                .mapToObj(i -> Map.<String, Object>of("price", i))
                .toList();
        Profile profile = Profile.with(Source.PROPERTY, Map.of("items", items));

        Explanation holds = explained(Map.of("property", "items.price", "gte", 45), profile);
        Explanation not = explained(Map.of("property", "items.price", "gte", 99), profile);

        assertThat(holds.toMap()).containsEntry("anyOf", List.of(45)).containsEntry("cut", true);
        assertThat((List<?>) not.operand().value()).hasSize(10);
        assertThat(not.decide()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWhatIsNoExplanation(Map<String, Object> broken) {
        assertThatThrownBy(() -> Explanation.parse(broken)).isInstanceOf(IllegalArgumentException.class);
    }

    static List<Map<String, Object>> broken() {
        return List.of(
                Map.of(),
                Map.of("holds", true),
                Map.of("holds", true, "all", List.of()),
                Map.of("holds", true, "any", List.of("a")),
                Map.of("holds", "yes", "is", Map.of("segment", "a")),
                Map.of("holds", true, "is", Map.of("segment", 1)),
                Map.of("holds", true, "is", Map.of("segment", "a"), "now", "soon"));
    }

    @Test
    void saysDurationsAndListsInWords() {
        assertThat(Words.span(Span.parse("P1Y2M3DT4H5M6S")))
                .isEqualTo("1 year, 2 months, 3 days, 4 hours, 5 minutes and 6 seconds");
        assertThat(Words.span(Span.parse("PT24H"))).isEqualTo("24 hours");
        assertThat(Words.span(Span.parse("-P1D"))).isEqualTo("1 day");
        assertThat(Words.span(Span.parse("PT1.5S"))).isEqualTo("1.500 seconds");
        assertThat(Words.value(Map.of("a", List.of(1, true), "b", Collections.emptyList())))
                .isEqualTo("a 1 and true and b an empty list");
        assertThat(Words.list(List.of("a", "b", "c"), "or")).isEqualTo("a, b or c");
    }

    private static Explanation explained(Map<String, Object> condition, Profile profile) {
        Explanation why = Conditions.parse(condition, "").explain(profile);
        assertThat(Explanation.parse(why.toMap())).isEqualTo(why);
        return why;
    }
}
