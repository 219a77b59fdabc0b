package io.itinera.ingest.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    @Property(tries = 200)
    void whateverIsSentNoMoreIsTakenThanTheTimeAllowsAndOneCallMore(
            @ForAll @IntRange(min = 1, max = 1000) int perSecond,
            @ForAll @IntRange(min = 1, max = 50) int events,
            @ForAll @IntRange(min = 1, max = 40) int pauseMillis) {
        Usage usage = new Usage(new Quota(perSecond, null));
        long taken = 0;

        for (int i = 0; i < 300; i++) {
            if (usage.take(events, NOON.plusMillis((long) i * pauseMillis)) == null) {
                taken += events;
            }
        }

        double seconds = 1 + 300 * pauseMillis / 1000.0;
        assertThat(taken).isLessThanOrEqualTo((long) Math.ceil(perSecond * seconds) + events);
        long wanted = 300L * events;
        assertThat(taken).isGreaterThanOrEqualTo(Math.min(wanted, (long) (perSecond * (seconds - 1)) - events));
    }

    @Test
    void whoWaitsAsLongAsHeIsToldIsTaken() {
        Usage usage = new Usage(new Quota(10, null));
        assertThat(usage.take(35, NOON)).isNull();

        Duration wait = usage.take(1, NOON);

        assertThat(wait).isBetween(Duration.ofMillis(2500), Duration.ofMillis(2501));
        assertThat(usage.take(1, NOON.plus(wait).minusMillis(1))).isNotNull();
        assertThat(usage.take(1, NOON.plus(wait))).isNull();
    }

    @Test
    void aDaysQuotaEndsWithTheDay() {
        Usage usage = new Usage(new Quota(null, 3L));
        assertThat(usage.take(2, NOON)).isNull();
        assertThat(usage.take(2, NOON)).isNull();

        assertThat(usage.take(1, NOON)).isEqualTo(Duration.ofHours(12));
        usage.told(4, 4, TODAY, NOON);
        assertThat(usage.take(1, NOON)).isEqualTo(Duration.ofHours(12));
        assertThat(usage.take(1, NOON.plus(Duration.ofHours(12)))).isNull();
    }

    @Test
    void whatOtherReplicasTookCounts() {
        Usage usage = new Usage(new Quota(10, 100L));
        usage.told(0, 40, TODAY, NOON);
        assertThat(usage.take(1, NOON)).isNull();

        usage.told(1, 61, TODAY, NOON);

        assertThat(usage.take(1, NOON)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1200));
        usage.told(0, 100, TODAY, NOON.plusSeconds(60));
        assertThat(usage.take(1, NOON.plusSeconds(120))).isGreaterThan(Duration.ofHours(11));
    }
}
