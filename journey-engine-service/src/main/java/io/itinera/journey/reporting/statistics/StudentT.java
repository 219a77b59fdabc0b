package io.itinera.journey.reporting.statistics;

/** Quantiles of Student's t. */
final class StudentT {

    private static final double NORMAL = 1.959963984540054;

    private StudentT() {}

    /**
     * The 97.5 % quantile, by bisection on the tail's integral, exact to six digits.
     *
     * @param freedom degrees of freedom, at least 1; a fraction is fine
     */
    static double quantile975(double freedom) {
        if (freedom > 1e6) {
            return NORMAL;
        }
        double low = NORMAL;
        double high = 13;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (tail(middle, freedom) > 0.025) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The probability of more than {@code t}: half the regularised incomplete beta function. */
    private static double tail(double t, double freedom) {
        double x = freedom / (freedom + t * t);
        return 0.5 * beta(freedom / 2, 0.5, x);
    }

    private static double beta(double a, double b, double x) {
        double front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
        return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b;
    }

    /** Lentz's continued fraction of the incomplete beta function. */
    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / apart(1 - (a + b) * x / (a + 1));
        double result = d;
        for (int m = 1; m <= 10_000; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / apart(1 + even * d);
            c = apart(1 + even / c);
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / apart(1 + odd * d);
            c = apart(1 + odd / c);
            result *= d * c;
            if (Math.abs(d * c - 1) < 1e-14) {
                break;
            }
        }
        return result;
    }

    /** Away from zero. */
    private static double apart(double value) {
        return Math.abs(value) < 1e-300 ? 1e-300 : value;
    }

    /** Stirling's series, after the argument was moved up. */
    private static double logGamma(double z) {
        double shift = 0;
        double x = z;
        while (x < 10) {
            shift += Math.log(x);
            x++;
        }
        double inverse = 1 / (x * x);
        double series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse / 1680))) / x;
        return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
    }
}
