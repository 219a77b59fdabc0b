package io.itinera.journey.reporting.statistics;

/**
 * A 95 % confidence interval.
 *
 * @param low lower bound
 * @param high upper bound
 */
public record Interval(double low, double high) {

    /** True when the value is no surprise. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
