package io.itinera.journey.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LogicalClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private OptionalLong lag = OptionalLong.empty();
    private final LogicalClock clock = new LogicalClock(Duration.ofMillis(500), () -> lag);

    @Test
    void holdsUntilTheBrokerHasAnsweredAfterAStart() {
        assertThat(clock.look(NOON)).isEmpty();
    }

    @Test
    void isTheWallClockWhenNothingIsLeftToRead() {
        lag = OptionalLong.of(0);

        assertThat(clock.look(NOON)).contains(NOON);
    }

    @Test
    void holdsWhileRecordsAreLeftAndNoneHasBeenReadYet() {
        lag = OptionalLong.of(7);

        assertThat(clock.look(NOON)).isEmpty();
    }

    @Test
    void staysNearTheNewestRecordWhileItCatchesUp() {
        lag = OptionalLong.of(7);
        clock.read(NOON.minusSeconds(60), NOON);

        assertThat(clock.look(NOON)).contains(NOON.minusSeconds(60).plusMillis(500));
    }

    @Test
    void isTheWallClockWhileFreshRecordsComeIn() {
        lag = OptionalLong.of(2);
        clock.read(NOON.minusMillis(100), NOON);

        assertThat(clock.look(NOON)).contains(NOON);
    }

    @Test
    void holdsALittleAfterALateRecordBecauseMoreMayFollow() {
        lag = OptionalLong.of(0);
        clock.read(NOON.minusSeconds(60), NOON);
        clock.look(NOON);

        assertThat(clock.look(NOON.plusMillis(400)))
                .contains(NOON.minusSeconds(60).plusMillis(500));
        assertThat(clock.look(NOON.plusMillis(500))).contains(NOON.plusMillis(500));
    }

    @Test
    void doesNotRunAheadOfTheWallClock() {
        lag = OptionalLong.of(7);
        clock.read(NOON.plusSeconds(60), NOON);
        clock.look(NOON);

        assertThat(clock.look(NOON)).contains(NOON);
    }
}
