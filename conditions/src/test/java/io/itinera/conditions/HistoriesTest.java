package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was counted, told afterwards of a condition that was left to a segment. */
class HistoriesTest {

    private static final Instant LAST = Instant.parse("2026-11-20T08:00:00Z");
    private static final Condition VIEWS = asked(Map.of("event", "Pricing Viewed", "count", 3, "within", "P7D"));
    private static final Condition ABSENCE =
            asked(Map.of("event", "Logged In", "count", Map.of("eq", 0), "within", "P14D"));

    private static Condition asked(Map<String, Object> json) {
        return Conditions.derived(Conditions.parse(json, ""), ZoneId.of("Europe/Berlin"));
    }

    private static Explanation explained(Condition condition, String... segments) {
        return condition.explain(Profile.unknown().in("Europe/Berlin").inSegments(segments));
    }

    private static Explanation counted(Explanation explanation, long count) {
        return Histories.completed(explanation, _ -> new Histories.Tally(count, LAST, false));
    }

    @Test
    void withoutACountItIsSaidWhetherItHolds() {
        assertThat(explained(VIEWS).describe())
                .isEqualTo("the profile did not do “Pricing Viewed” at least 3 times within the last 7 days");
    }

    @Test
    void withACountItIsSaidHowOftenOfHowManyAndWhenLast() {
        Explanation missed = counted(explained(VIEWS), 2);
        Explanation away = counted(explained(ABSENCE, ((Derived) ABSENCE).segment()), 0);

        assertThat(missed.describe())
                .isEqualTo("the profile did not do “Pricing Viewed” at least 3 times within the last 7 days"
                        + " (2 of 3 times, last on 20 November 2026, 09:00:00 (Europe/Berlin))");
        assertThat(away.describe())
                .isEqualTo("the profile did not do “Logged In” within the last 14 days"
                        + " (0 times, last on 20 November 2026, 09:00:00 (Europe/Berlin))");
        assertThat(missed.toMap())
                .containsEntry(
                        "actual",
                        Map.of(
                                "member",
                                false,
                                "counted",
                                List.of(Map.of("event", "Pricing Viewed", "count", 2L, "last", LAST.toString()))));
    }

    @Test
    void theVerdictThatWasComeToHoldsWhateverWasCounted() {
        Explanation whole = Conditions.derived(
                        Conditions.parse(
                                Map.of(
                                        "not",
                                        Map.of(
                                                "any",
                                                List.of(
                                                        Map.of("event", "Pricing Viewed", "count", 3, "within", "P7D"),
                                                        Map.of("event", "Bought")))),
                                ""),
                        null)
                .explain(Profile.unknown());

        for (long count = 0; count < 6; count++) {
            Explanation told = counted(whole, count);
            assertThat(told.decide()).isEqualTo(whole.verdict()).isEqualTo(told.verdict());
            assertThat(Explanation.parse(told.toMap())).isEqualTo(told);
        }
    }

    @Test
    void aCountThatDoesNotGoWithTheDecisionIsNotGivenForIt() {
        Explanation told = counted(explained(VIEWS), 3);

        assertThat(told.operand().value()).isEqualTo(false);
        assertThat(told.describe())
                .isEqualTo("the profile did not do “Pricing Viewed” at least 3 times within the last 7 days:"
                        + " counted afterwards, it comes to 3, which is not what was known then");
    }

    @Test
    void whatIsOnlyKnownInPartIsAtLeastThat() {
        Explanation told = Histories.completed(explained(VIEWS), _ -> new Histories.Tally(1, null, true));

        assertThat(told.describe()).endsWith("within the last 7 days (at least 1 of 3 times)");
    }

    @Test
    void asksNothingWhereNothingWasLeftToASegmentOrItIsToldAlready() {
        assertThat(Histories.open(explained(new InSegment("vip")))).isEmpty();
        assertThat(Histories.open(counted(explained(VIEWS), 2))).isEmpty();
        assertThat(Histories.open(explained(VIEWS))).singleElement().satisfies(question -> {
            assertThat(question.asked().event()).isEqualTo("Pricing Viewed");
            assertThat(question.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        });
    }
}
