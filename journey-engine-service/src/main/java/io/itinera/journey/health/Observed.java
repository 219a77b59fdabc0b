package io.itinera.journey.health;

import io.itinera.journey.reporting.statistics.Proportion;

/**
 * How often something went wrong.
 *
 * @param journey journey key
 * @param version of the journey
 * @param figure {@code errors}, {@code messages}, {@code calls} or {@code refused}
 * @param hits how often it went wrong
 * @param n how often it could have
 */
record Observed(String journey, int version, String figure, long hits, long n) {

    static final String ERRORS = "errors";
    static final String MESSAGES = "messages";
    static final String CALLS = "calls";
    static final String REFUSED = "refused";

    /** What is told late of a thing that was counted before can make more hits than tries. */
    Proportion proportion() {
        return new Proportion(hits, Math.max(hits, n));
    }
}
