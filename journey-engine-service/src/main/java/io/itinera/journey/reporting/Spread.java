package io.itinera.journey.reporting;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;

/**
 * How durations are spread, each figure within 5 % of the exact one.
 *
 * @param n how many durations
 * @param p50Seconds half of them are not longer, or null without durations
 * @param p95Seconds 95 of 100 are not longer, or null without durations
 * @param shareWithin the share of those that are not longer than the duration that was asked for, or null when none was
 */
public record Spread(long n, Double p50Seconds, Double p95Seconds, Double shareWithin) {

    static final Spread NONE = new Spread(0, null, null, null);

    /**
     * @param buckets how many durations by bucket
     * @param within what {@code shareWithin} is about, or null
     */
    static Spread of(SortedMap<Integer, Long> buckets, Duration within) {
        long n = buckets.values().stream().mapToLong(Long::longValue).sum();
        if (n <= 0) {
            return NONE;
        }
        Double share = null;
        if (within != null) {
            int last = Buckets.of(within);
            share = buckets.headMap(last + 1).values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    / (double) n;
        }
        return new Spread(n, quantile(buckets, n, 0.5), quantile(buckets, n, 0.95), share);
    }

    /** The duration of the nearest rank. */
    private static double quantile(SortedMap<Integer, Long> buckets, long n, double q) {
        long rank = Math.max(1, (long) Math.ceil(q * n));
        long passed = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            passed += bucket.getValue();
            if (passed >= rank) {
                return Buckets.seconds(bucket.getKey());
            }
        }
        return Buckets.seconds(buckets.lastKey());
    }
}
