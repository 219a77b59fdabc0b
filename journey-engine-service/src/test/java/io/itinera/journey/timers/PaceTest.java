package io.itinera.journey.timers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration NOT_HELD = Duration.ZERO;
    private static final int BUDGET = 500;

    private final Pace pace = new Pace(BUDGET, LOOK);
    private Instant wall = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void takesALittleMoreInEachLookAsLongAsNobodyIsLateAndNeverMoreThanItsBudget() {
        assertThat(next(LOOK, NOT_HELD)).isEqualTo(110);
        assertThat(next(LOOK, NOT_HELD)).isEqualTo(120);

        assertThat(after(100)).isEqualTo(BUDGET);
    }

    @Test
    void takesHalfAsMuchWhereLooksComeTooLate() {
        after(100);

        assertThat(next(Duration.ofSeconds(1), NOT_HELD)).isEqualTo(250);
        assertThat(next(Duration.ofSeconds(1), NOT_HELD)).isEqualTo(125);
    }

    @Test
    void takesHalfAsMuchWhereTimeIsHeldBackByEventsOnTheirWay() {
        after(100);

        assertThat(next(LOOK, Duration.ofMillis(1))).isEqualTo(250);
    }

    @Test
    void looksWhatCameOfItBeforeItTakesStillLess() {
        after(100);
        next(LOOK, LOOK);
        for (int look = 0; look < 4; look++) {
            assertThat(next(LOOK, LOOK)).isEqualTo(250);
        }

        assertThat(next(LOOK, LOOK)).isEqualTo(125);
    }

    @Test
    void goesOnHoweverLongOthersAreLate() {
        for (int look = 0; look < 1000; look++) {
            next(LOOK, LOOK);
        }

        assertThat(next(LOOK, LOOK)).isEqualTo(10);
    }

    @Test
    void keepsUpWithABacklogOfEventsAsWaitsOfThatTimeBelongToIt() {
        assertThat(next(LOOK, Duration.ofHours(1))).isEqualTo(110);
    }

    @Test
    void doesNotChangeWhereItTookAllThatWasDue() {
        assertThat(pace.next(wall, wall, false)).isEqualTo(100);
        wall = wall.plusSeconds(1);

        assertThat(pace.next(wall.minusSeconds(1), wall, false)).isEqualTo(100);
    }

    @Test
    void takesNoMoreThanASmallBudget() {
        Pace small = new Pace(3, LOOK);
        for (int look = 0; look < 10; look++) {
            wall = wall.plus(LOOK);
            assertThat(small.next(wall.minusMillis(1), wall, true)).isBetween(1, 3);
        }
    }

    private int after(int looks) {
        int batch = 0;
        for (int look = 0; look < looks; look++) {
            batch = next(LOOK, NOT_HELD);
        }
        return batch;
    }

    private int next(Duration since, Duration held) {
        wall = wall.plus(since);
        return pace.next(wall.minus(held), wall, true);
    }
}
