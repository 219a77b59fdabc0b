package io.itinera.journey.reporting.statistics;

/**
 * How many of how many.
 *
 * @param hits not negative, not more than {@code n}
 * @param n not negative
 */
public record Proportion(long hits, long n) {

    private static final double Z = 1.959963984540054;

    public Proportion {
        if (hits < 0 || n < hits) {
            throw new IllegalArgumentException("%d of %d is no share".formatted(hits, n));
        }
    }

    /** The share; 0 of 0 is 0. */
    public double rate() {
        return n == 0 ? 0 : (double) hits / n;
    }

    /**
     * The interval of Wilson's score method without continuity correction; all there is where nothing was tried.
     *
     * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C857::AID-SIM777%3E3.0.CO;2-E">Newcombe 1998, method 3</a>
     */
    public Interval wilson() {
        if (n == 0) {
            return new Interval(0, 1);
        }
        double p = rate();
        double square = Z * Z;
        double middle = 2.0 * n * p + square;
        double spread = Z * Math.sqrt(square + 4.0 * n * p * (1 - p));
        double by = 2 * (n + square);
        return new Interval(Math.max(0, (middle - spread) / by), Math.min(1, (middle + spread) / by));
    }

    /**
     * The interval of this share minus another, by Newcombe's hybrid of the two score intervals.
     *
     * @see <a href="https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I">Newcombe 1998, method
     *     10</a>
     */
    public Interval minus(Proportion other) {
        double difference = rate() - other.rate();
        Interval mine = wilson();
        Interval its = other.wilson();
        return new Interval(
                difference - Math.hypot(rate() - mine.low(), its.high() - other.rate()),
                difference + Math.hypot(mine.high() - rate(), other.rate() - its.low()));
    }

    /** True when at least ten came and at least five did, and five did not: below, a difference is mostly chance. */
    public boolean tells() {
        return hits >= 5 && n - hits >= 5 && n >= 10;
    }
}
