package io.itinera.journey.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SuiteClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private Instant machine = NOON;
    private Duration ticks = Duration.ofHours(7);
    private final SuiteClock clock = new SuiteClock(() -> machine, () -> ticks.toNanos(), Duration.ofMillis(250));

    @Test
    void believesTheMachineAsLongAsItKnowsNoOther() {
        set(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void believesTheMachineWhereTheSharedClockSaysNearlyTheSame() {
        told(NOON.minusMillis(200), MILLISECOND);
        passes(Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void goesOnByTheTicksWhenTheMachineIsSetForward() {
        told(NOON, Duration.ZERO);
        passes(Duration.ofMinutes(5));
        set(Duration.ofHours(1));
        passes(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(303));
        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void goesOnByTheTicksWhenTheMachineIsSetBack() {
        told(NOON, Duration.ZERO);
        set(Duration.ofMinutes(-10));
        passes(Duration.ofSeconds(3));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void believesTheMachineAgainWhenItIsSetRight() {
        told(NOON, Duration.ZERO);
        set(Duration.ofHours(1));
        set(Duration.ofHours(-1));

        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void takesAnAnswerForTheMiddleOfTheTimeThatItTook() {
        told(NOON.plusSeconds(10), Duration.ofMillis(100));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10).plusMillis(50));
    }

    @Test
    void prefersAQuickAnswerAndForgetsItWhenItIsOld() {
        told(NOON.plusSeconds(10), MILLISECOND);
        told(NOON.plusSeconds(20), Duration.ofMillis(400));
        assertThat(clock.instant()).isBefore(NOON.plusSeconds(12));

        passes(Duration.ofSeconds(31));
        told(NOON.plusSeconds(60), Duration.ofMillis(400));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60).plusMillis(200));
    }

    @Test
    void hearsNoAnswerThatTookTooLong() {
        told(NOON.plusSeconds(10), Duration.ofSeconds(2));

        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void noticesThatItWasSetBackAndNotThatTimePassed() {
        passes(Duration.ofDays(9));
        assertThat(clock.wasSetBack()).isFalse();

        set(Duration.ofSeconds(-1));
        assertThat(clock.wasSetBack()).isFalse();

        set(Duration.ofSeconds(-2));
        assertThat(clock.wasSetBack()).isTrue();
    }

    @Test
    void noticesThatItWasSetForwardAndThenRight() {
        set(Duration.ofHours(1));
        assertThat(clock.wasSetBack()).isFalse();

        set(Duration.ofHours(-1));
        assertThat(clock.wasSetBack()).isTrue();
    }

    private void passes(Duration time) {
        machine = machine.plus(time);
        ticks = ticks.plus(time);
    }

    private void set(Duration further) {
        machine = machine.plus(further);
    }

    private void told(Instant at, Duration took) {
        clock.told(at, ticks.toNanos() - took.toNanos(), ticks.toNanos());
    }
}
