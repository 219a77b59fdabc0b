package io.itinera.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UpstreamClockTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private boolean watched = true;
    private Watermark newest;
    private OptionalLong whenIdle = OptionalLong.empty();
    private final UpstreamClock clock = new UpstreamClock(new Set(), Duration.ofMillis(500), 0, () -> whenIdle);

    @Test
    void isTheWallClockWhereNobodyWatches() {
        watched = false;

        assertThat(clock.look(NOON)).contains(NOON);
    }

    @Test
    void holdsWithoutAnyWatermark() {
        assertThat(clock.look(NOON)).isEmpty();
    }

    @Test
    void isTheWallClockWhileWatermarksAreYoung() {
        newest = watermark(NOON, 5);
        whenIdle = OptionalLong.of(5);

        assertThat(clock.look(NOON.plusMillis(499))).contains(NOON.plusMillis(499));
    }

    @Test
    void staysAtTheToleranceAfterAWatermarkThatGrowsOld() {
        newest = watermark(NOON, 5);
        whenIdle = OptionalLong.of(5);

        assertThat(clock.look(NOON.plusMillis(501))).contains(NOON.plusMillis(500));
        assertThat(clock.look(NOON.plusSeconds(3600))).contains(NOON.plusMillis(500));
    }

    @Test
    void countsOnlyWhatThePartitionHasProcessed() {
        whenIdle = OptionalLong.of(99);
        newest = watermark(NOON, 5);
        clock.read(3);
        assertThat(clock.look(NOON)).isEmpty();

        newest = watermark(NOON.plusSeconds(1), 7);
        clock.read(4);
        assertThat(clock.look(NOON.plusSeconds(2))).contains(NOON.plusMillis(500));

        clock.read(6);
        assertThat(clock.look(NOON.plusSeconds(3))).contains(NOON.plusMillis(1500));
    }

    @Test
    void isNotIdleWhileAnotherInputIsRead() {
        whenIdle = OptionalLong.of(5);
        newest = watermark(NOON, 5);
        clock.readOther();
        assertThat(clock.look(NOON)).isEmpty();

        assertThat(clock.look(NOON)).contains(NOON);
    }

    @Test
    void reachesAWatermarkAlsoWhereNewOnesComeFasterThanItReads() {
        for (int i = 0; i < 1000; i++) {
            newest = watermark(NOON.plusMillis(i), i);
            clock.look(NOON);
        }
        clock.read(0);

        assertThat(clock.look(NOON.plusSeconds(9))).contains(NOON.plusMillis(501));
    }

    private static Watermark watermark(Instant before, long end) {
        return new Watermark(before, Map.of(0, end));
    }

    /** What the test says. */
    private final class Set implements Upstream {
        @Override
        public boolean watched() {
            return watched;
        }

        @Override
        public Watermark newest() {
            return newest;
        }
    }
}
