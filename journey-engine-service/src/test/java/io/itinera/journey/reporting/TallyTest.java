package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    private final Tally tally = new Tally();

    @Test
    void aGoalCountsByTheDayOfEntryAndForEachArmDrawnBefore() {
        add(
                Kind.GOAL,
                null,
                null,
                "goal:buys",
                Map.of(
                        "enteredAt",
                        "2026-11-19T12:00:00Z",
                        "occurredAt",
                        "2026-11-21T11:00:00Z",
                        "value",
                        42.5,
                        "currency",
                        "eur",
                        "first",
                        true,
                        "arms",
                        Map.of("split", "offer")));

        LocalDate entered = DAY.minusDays(2);
        Tally.Place place = new Tally.Place("shop", 1, entered, false);
        assertThat(tally.goals())
                .containsOnlyKeys(
                        new Tally.Goal(place, "buys", "", "", "EUR"),
                        new Tally.Goal(place, "buys", "split", "offer", "EUR"))
                .allSatisfy((_, sum) -> assertThat(sum)
                        .isEqualTo(new Tally.Sum(1, 1, new BigDecimal("42.5"), new BigDecimal("1806.25"))));
        assertThat(tally.lengths().keySet())
                .extracting(Tally.Length::what)
                .containsExactlyInAnyOrder("goal", "first-goal");
        assertThat(tally.lengths().keySet())
                .allSatisfy(l -> assertThat(Buckets.seconds(l.bucket())).isCloseTo(47 * 3600, within(47 * 180.0)));
    }

    @Test
    void aValueWithoutACurrencyWhereThereShouldBeOneAddsToNoSum() {
        for (String currency : new String[] {"", "euros", "€"}) {
            add(
                    Kind.GOAL,
                    null,
                    null,
                    "goal:buys",
                    Map.of("enteredAt", NOON.toString(), "value", 10, "currency", currency));
        }
        assertThat(tally.goals().values())
                .singleElement()
                .isEqualTo(new Tally.Sum(3, 0, BigDecimal.ZERO, BigDecimal.ZERO));
    }

    @Test
    void aValueWithoutCurrencyIsASumOfItsOwn() {
        add(Kind.GOAL, null, null, "goal:points", Map.of("enteredAt", NOON.toString(), "value", 10));
        add(Kind.GOAL, null, null, "goal:points", Map.of("enteredAt", NOON.toString(), "value", 1e300));

        assertThat(tally.goals()).allSatisfy((goal, sum) -> {
            assertThat(goal.currency()).isEmpty();
            assertThat(sum).isEqualTo(new Tally.Sum(2, 1, BigDecimal.TEN, BigDecimal.valueOf(100)));
        });
    }

    @Test
    void anArmCountsAtItsFirstDrawByTheDayOfEntry() {
        add(
                Kind.MOVED,
                "split",
                "mail",
                "arm:a",
                Map.of("arm", "a", "holdout", true, "enteredAt", "2026-11-20T23:59:59Z"));
        add(Kind.MOVED, "split", "mail", "arm:a", Map.of("arm", "a", "enteredAt", "2026-11-20T23:59:59Z", "visit", 2));

        assertThat(tally.arms())
                .containsOnly(Map.entry(
                        new Tally.Arm(new Tally.Place("shop", 1, DAY.minusDays(1), false), "split", "a", true), 1L));
    }

    @Test
    void leavingAWaitCountsHowLongItWas() {
        add(
                Kind.MOVED,
                "pause",
                "mail",
                "due",
                Map.of("since", NOON.minusSeconds(3600).toString()));
        add(
                Kind.EXITED,
                "pause",
                null,
                "exit:bought",
                Map.of("since", NOON.minusSeconds(3600).toString()));
        add(Kind.MOVED, "mail", "end", "requested", Map.of());

        assertThat(tally.lengths()).hasSize(1).allSatisfy((length, n) -> {
            assertThat(length.what()).isEqualTo("dwell");
            assertThat(length.subject()).isEqualTo("pause");
            assertThat(n).isEqualTo(2);
        });
    }

    @Test
    void whatIsUnreadableIsPassedOver() {
        add(Kind.GOAL, null, null, "goal:buys", Map.of("enteredAt", "yesterday", "value", "much", "arms", "all"));
        add(Kind.MOVED, "pause", "mail", "x".repeat(5000), Map.of("since", 5, "arm", 7, "visit", "often"));

        assertThat(tally.goals()).isEmpty();
        assertThat(tally.lengths()).isEmpty();
        assertThat(tally.arms()).isEmpty();
        assertThat(tally.counts().keySet())
                .allSatisfy(c -> assertThat(c.reason()).hasSizeLessThanOrEqualTo(200));
    }

    private void add(Kind kind, String step, String next, String reason, Map<String, Object> detail) {
        tally.add(
                new Transition(
                        "t", "p", new JourneyRef("shop", 1, "i", step), kind, null, next, reason, detail, NOON, 3),
                false);
    }
}
