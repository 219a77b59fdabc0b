package io.itinera.profile.topology;

import java.time.Duration;

/**
 * How long a repeat of a message id has no effect.
 *
 * @param length 1 minute to 31 days; more than the time after which senders repeat what they had no answer to
 * @throws IllegalArgumentException when a bound is broken; the service does not start then
 */
record DedupeWindow(Duration length) {

    /** Messages are kept by the day, whatever the window, so that another window finds what is there. */
    static final Duration BUCKET = Duration.ofHours(24);

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** What the journey language calls the default. */
    static final DedupeWindow DAY = new DedupeWindow(Duration.ofHours(24));

    DedupeWindow {
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "itinera.profile.dedupe-window is %s, expected 1 minute to 31 days".formatted(length));
        }
    }

    /** How long messages are kept: a bucket begins up to a day before what is in it. */
    Duration kept() {
        return length.compareTo(BUCKET) < 0 ? BUCKET.multipliedBy(2) : length.plus(BUCKET);
    }
}
