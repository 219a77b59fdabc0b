package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Paths into data, the kinds of conditions, and what they say about themselves. */
class ConditionsTest {

    private static final Map<String, Object> CART = Map.of(
            "address",
            Map.of("city", "Oslo"),
            "items",
            List.of(Map.of("sku", "a", "price", 10), Map.of("sku", "b", "price", 60, "tags", List.of("new", "red"))),
            "os.version",
            "17");

    private static boolean holds(Map<String, Object> condition) {
        return Conditions.parse(condition, "").test(Profile.with(Source.PROPERTY, CART));
    }

    @Test
    void pathsReachNestedDataAndElementsOfLists() {
        assertThat(holds(Map.of("property", "address.city", "eq", "Oslo"))).isTrue();
        assertThat(holds(Map.of("property", "items.1.sku", "eq", "b"))).isTrue();
        assertThat(holds(Map.of("property", "items.2.sku", "exists", true))).isFalse();
        assertThat(holds(Map.of("property", "address.city.name", "exists", true)))
                .isFalse();
        assertThat(holds(Map.of("property", List.of("os.version"), "eq", "17"))).isTrue();
    }

    @Test
    void aNameOrAStarWhereTheDataHasAListMeansAnyElement() {
        assertThat(holds(Map.of("property", "items.sku", "eq", "b"))).isTrue();
        assertThat(holds(Map.of("property", "items.*.sku", "eq", "b"))).isTrue();
        assertThat(holds(Map.of("property", "items.*.tags.*", "eq", "red"))).isTrue();
        assertThat(holds(Map.of("property", "items.*.sku", "eq", "c"))).isFalse();
    }

    @Test
    void severalOperatorsMustHoldForTheSameElement() {
        assertThat(holds(Map.of("property", "items.*.price", "gt", 20, "lt", 50)))
                .isFalse();
        assertThat(holds(Map.of("property", "items.*.price", "gt", 20, "lt", 70)))
                .isTrue();
    }

    @Test
    void nullInTheDataIsMissing() {
        Map<String, Object> traits = new HashMap<>();
        traits.put("tier", null);
        traits.put("list", Arrays.asList(1, null));
        Profile profile = Profile.withTraits(traits);

        assertThat(Conditions.parse(Map.of("trait", "tier", "exists", false), "")
                        .test(profile))
                .isTrue();
        assertThat(Conditions.parse(Map.of("trait", "list", "contains", 1), "").test(profile))
                .isTrue();
        assertThat(Conditions.parse(Map.of("trait", "list", "contains", 1), "")
                        .explain(profile)
                        .verdict())
                .isTrue();
    }

    @Test
    void allAnyAndNotCombine() {
        Map<String, Object> yes = Map.of("segment", "vip");
        Map<String, Object> no = Map.of("segment", "staff");
        Profile profile = Profile.unknown().inSegments("vip");

        assertThat(Conditions.parse(Map.of("all", List.of(yes, no)), "").test(profile))
                .isFalse();
        assertThat(Conditions.parse(Map.of("any", List.of(no, yes)), "").test(profile))
                .isTrue();
        assertThat(Conditions.parse(Map.of("not", no), "").test(profile)).isTrue();
    }

    @Test
    void theNegationOfAComparisonWithAMissingValueHolds() {
        assertThat(Conditions.parse(Map.of("not", Map.of("trait", "tier", "eq", "gold")), "")
                        .test(Profile.unknown()))
                .isTrue();
    }

    @Test
    void asksForMessagesGoalsConsentScoresAndContext() {
        Profile clicked =
                Profile.unknown().withMessages("mail-b clicked").inSegments("goal:purchase", "consent:email:marketing");

        assertThat(Conditions.parse(Map.of("message", Map.of("step", List.of("mail-a", "mail-b"), "is", "clicked")), "")
                        .test(clicked))
                .isTrue();
        assertThat(Conditions.parse(Map.of("message", Map.of("step", "mail-b", "is", List.of("bounced", "failed"))), "")
                        .test(clicked))
                .isFalse();
        assertThat(Conditions.parse(Map.of("goal", "purchase"), "").test(clicked))
                .isTrue();
        assertThat(Conditions.parse(Map.of("consent", Map.of("channel", "email", "purpose", "marketing")), "")
                        .test(clicked))
                .isTrue();
        assertThat(Conditions.parse(Map.of("score", "churn", "gte", 0.7), "")
                        .test(Profile.with(Source.SCORE, Map.of("churn", 0.71))))
                .isTrue();
        assertThat(Conditions.parse(Map.of("context", "task.outcome", "eq", "won"), "")
                        .test(Profile.with(Source.CONTEXT, Map.of("task", Map.of("outcome", "won")))))
                .isTrue();
    }

    @Test
    void countsEventsOnceOrMoreUnlessItSaysOtherwise() {
        Condition once = Conditions.parse(Map.of("event", "Login"), "");
        Condition twice = Conditions.parse(Map.of("event", "Login", "count", 2, "within", "P7D"), "");
        Condition never = Conditions.parse(Map.of("event", "Login", "count", Map.of("eq", 0)), "");

        assertThat(once.test(Profile.unknown())).isFalse();
        assertThat(once.test(Profile.unknown().withEvents(1))).isTrue();
        assertThat(twice.test(Profile.unknown().withEvents(1))).isFalse();
        assertThat(twice.test(Profile.unknown().withEvents(2))).isTrue();
        assertThat(never.test(Profile.unknown())).isTrue();
    }
}
