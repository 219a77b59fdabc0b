package io.itinera.journey.reporting;

import java.time.Duration;

/**
 * Logarithmic buckets for durations, which add up over days and versions. A bucket's value differs from any duration in it by at most
 * 5 %; below a millisecond all is one bucket. Ten years are bucket 264, so that one step has at most that many rows a day.
 */
final class Buckets {

    /** Relative error of a bucket's value. */
    static final double ERROR = 0.05;

    private static final double GROWTH = (1 + ERROR) / (1 - ERROR);
    private static final double LOG_GROWTH = Math.log(GROWTH);
    private static final int LAST = 1000;

    private Buckets() {}

    /** The bucket of a duration; a negative one counts as none. */
    static int of(Duration duration) {
        double millis = duration.toSeconds() * 1e3 + duration.toNanosPart() / 1e6;
        return millis <= 1 ? 0 : Math.min(LAST, (int) Math.ceil(Math.log(millis) / LOG_GROWTH));
    }

    /** The value that stands for a bucket, in seconds. */
    static double seconds(int bucket) {
        return bucket == 0 ? 0 : 2 * Math.pow(GROWTH, bucket) / (GROWTH + 1) / 1e3;
    }
}
