package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final long TEN_YEARS = Duration.ofDays(3653).toMillis();

    @Property
    void aBucketStandsForEachOfItsDurationsWithinTheStatedError(
            @ForAll @LongRange(min = 1, max = 315_619_200_000L) long millis) {
        double seconds = Buckets.seconds(Buckets.of(Duration.ofMillis(millis)));

        if (millis > 1) {
            assertThat(seconds * 1e3 / millis).isCloseTo(1, within(Buckets.ERROR + 1e-9));
        }
    }

    @Property(tries = 200)
    void quantilesAreThoseOfTheDurationsWithinTheStatedError(
            @ForAll @Size(min = 1, max = 200) List<@LongRange(min = 2, max = 10_000_000) Long> millis) {
        TreeMap<Integer, Long> buckets = new TreeMap<>();
        millis.forEach(m -> buckets.merge(Buckets.of(Duration.ofMillis(m)), 1L, Long::sum));
        List<Long> sorted = millis.stream().sorted().toList();

        Spread spread = Spread.of(buckets, Duration.ofMillis(5_000));

        assertThat(spread.n()).isEqualTo(millis.size());
        assertThat(spread.p50Seconds() * 1e3 / rank(sorted, 0.5)).isCloseTo(1, within(Buckets.ERROR + 1e-9));
        assertThat(spread.p95Seconds() * 1e3 / rank(sorted, 0.95)).isCloseTo(1, within(Buckets.ERROR + 1e-9));
        assertThat(spread.shareWithin()).isBetween(0.0, 1.0);
    }

    private static long rank(List<Long> sorted, double q) {
        return sorted.get(Math.max(1, (int) Math.ceil(q * sorted.size())) - 1);
    }

    @Test
    void aStepHasFewBuckets() {
        assertThat(Buckets.of(Duration.ofMillis(TEN_YEARS))).isLessThanOrEqualTo(265);
        assertThat(Buckets.of(Duration.ofSeconds(-5))).isZero();
        assertThat(Buckets.of(Duration.ofSeconds(Long.MAX_VALUE / 2000))).isLessThanOrEqualTo(1000);
    }

    @Test
    void withoutDurationsThereIsNoQuantile() {
        assertThat(Spread.of(new TreeMap<>(), null)).isEqualTo(Spread.NONE);
    }
}
