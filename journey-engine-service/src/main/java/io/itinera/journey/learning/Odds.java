package io.itinera.journey.learning;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How often something was tried and how often it did what it was for.
 *
 * @param trials not negative
 * @param wins not negative, not more than {@code trials}; more are as many
 */
public record Odds(long trials, long wins) {

    /** Nothing was tried. */
    public static final Odds NONE = new Odds(0, 0);

    public Odds {
        if (trials < 0 || wins < 0) {
            throw new IllegalArgumentException("%d of %d are no odds".formatted(wins, trials));
        }
        wins = Math.min(wins, trials);
    }

    /** The chance that is believed in: the mean of the Beta distribution that a flat prior and these trials make. */
    public double mean() {
        return (wins + 1.0) / (trials + 2.0);
    }

    /**
     * A chance drawn from what can be believed after these trials: the quantile of the Beta distribution that a flat prior and these
     * trials make. The larger {@code u}, the larger the chance.
     *
     * @param u in [0, 1)
     */
    public double draw(double u) {
        return BetaDistribution.of(wins + 1.0, trials - wins + 1.0).inverseCumulativeProbability(u);
    }

    /** How likely the chance is lower than that. */
    public double below(double chance) {
        return BetaDistribution.of(wins + 1.0, trials - wins + 1.0).cumulativeProbability(chance);
    }
}
