package io.itinera.profile.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final DueClock clock = new DueClock(Duration.ofMillis(250), Duration.ofSeconds(5));

    @Test
    void timePassesForNobodyRightAfterAStart() {
        assertThat(clock.look(NOON)).isEqualTo(Instant.EPOCH);
        assertThat(clock.look(NOON.plusSeconds(4))).isEqualTo(Instant.EPOCH);
        assertThat(clock.look(NOON.plusSeconds(5))).isEqualTo(NOON.plusMillis(4750));
    }

    @Test
    void timeIsThatOfTheNewestRecordWhileRecordsComeInLate() {
        clock.look(NOON);
        clock.read(NOON.minusSeconds(3600), NOON.plusSeconds(6));

        assertThat(clock.look(NOON.plusSeconds(7))).isEqualTo(NOON.minusSeconds(3600));
        assertThat(clock.look(NOON.plusSeconds(11))).isEqualTo(NOON.plusMillis(10_750));
    }

    @Test
    void aFreshRecordHoldsNothingUp() {
        clock.look(NOON);
        clock.read(NOON.plusMillis(5900), NOON.plusSeconds(6));

        assertThat(clock.look(NOON.plusSeconds(6))).isEqualTo(NOON.plusMillis(5750));
    }
}
