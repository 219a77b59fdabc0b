package io.itinera.journey.reporting.statistics;

/**
 * Amounts, of which only the sums are known.
 *
 * @param n how many, zeros included
 * @param sum of the amounts
 * @param squares sum of their squares
 */
public record Sample(long n, double sum, double squares) {

    /** The mean; that of nothing is 0. */
    public double mean() {
        return n == 0 ? 0 : sum / n;
    }

    /** The unbiased variance; that of fewer than two is 0. */
    public double variance() {
        return n < 2 ? 0 : Math.max(0, (squares - sum * sum / n) / (n - 1));
    }

    /**
     * The interval of this mean minus another, by Welch's method, which does not take the variances to be equal; null where one of
     * the samples has fewer than two amounts.
     */
    public Interval minus(Sample other) {
        if (n < 2 || other.n < 2) {
            return null;
        }
        double difference = mean() - other.mean();
        double mine = variance() / n;
        double its = other.variance() / other.n;
        double error = Math.sqrt(mine + its);
        double reach = error == 0 ? 0 : StudentT.quantile975(freedom(mine, its, other.n)) * error;
        return new Interval(difference - reach, difference + reach);
    }

    /** Degrees of freedom by Welch and Satterthwaite. */
    private double freedom(double mine, double its, long otherN) {
        return (mine + its) * (mine + its) / (mine * mine / (n - 1) + its * its / (otherN - 1));
    }
}
