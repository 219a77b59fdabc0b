package io.itinera.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * One measured quantity over several rounds.
 *
 * @param name dotted name, stable over releases
 * @param unit such as {@code events/s}, {@code ms}, {@code MiB}
 * @param rounds one value per round, at least one
 */
public record Figure(String name, String unit, double[] rounds) {

    public Figure {
        if (rounds.length == 0) {
            throw new IllegalArgumentException(name + " has no round");
        }
        rounds = rounds.clone();
        Arrays.sort(rounds);
    }

    /** A figure of a single round. */
    public static Figure of(String name, String unit, double value) {
        return new Figure(name, unit, new double[] {value});
    }

    @Override
    public double[] rounds() {
        return rounds.clone();
    }

    /** The middle round, or the mean of the two in the middle. */
    public double median() {
        int half = rounds.length / 2;
        return rounds.length % 2 == 1 ? rounds[half] : (rounds[half - 1] + rounds[half]) / 2;
    }

    /** The smallest round. */
    public double min() {
        return rounds[0];
    }

    /** The largest round. */
    public double max() {
        return rounds[rounds.length - 1];
    }

    /** One line of the printed table. */
    public String line() {
        return String.format(
                Locale.ROOT, "%-46s %12s %-10s (%s … %s)", name, number(median()), unit, number(min()), number(max()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
    }
}
