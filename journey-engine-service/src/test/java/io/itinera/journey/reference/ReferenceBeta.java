package io.itinera.journey.reference;

/** What can be believed of a chance after some trials, begun with nothing known: the Beta distribution, by adding up and halving. */
final class ReferenceBeta {

    private static final int HALVINGS = 60;

    /** Enough for the models of stories. */
    private static final double[] LOG_FACTORIALS = new double[1_000];

    static {
        for (int n = 2; n < LOG_FACTORIALS.length; n++) {
            LOG_FACTORIALS[n] = LOG_FACTORIALS[n - 1] + Math.log(n);
        }
    }

    private ReferenceBeta() {}

    /** The chance that with probability {@code u} is not exceeded. */
    static double quantile(double u, long trials, long wins) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (below(middle, (int) trials, (int) wins) < u) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How likely the chance is lower: as likely as more than so many wins in one more trial, if it were that high. */
    private static double below(double chance, int trials, int wins) {
        int all = trials + 1;
        double sum = 0;
        for (int won = wins + 1; won <= all; won++) {
            sum += Math.exp(logChoose(all, won) + won * Math.log(chance) + (all - won) * Math.log1p(-chance));
        }
        return sum;
    }

    private static double logChoose(int n, int k) {
        return LOG_FACTORIALS[n] - LOG_FACTORIALS[k] - LOG_FACTORIALS[n - k];
    }
}
