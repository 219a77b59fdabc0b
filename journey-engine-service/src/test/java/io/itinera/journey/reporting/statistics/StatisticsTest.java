package io.itinera.journey.reporting.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures against published ones. */
class StatisticsTest {

    private static final Offset<Double> FOURTH_DIGIT = within(0.00005);

    @ParameterizedTest
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void wilsonsIntervalIsThePublishedOne(long hits, long n, double low, double high) {
        Interval interval = new Proportion(hits, n).wilson();

        assertThat(interval.low()).isCloseTo(low, FOURTH_DIGIT);
        assertThat(interval.high()).isCloseTo(high, FOURTH_DIGIT);
    }

    @ParameterizedTest
    // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II, method 10.
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void newcombesIntervalIsThePublishedOne(long a, long ofA, long b, long ofB, double low, double high) {
        Interval interval = new Proportion(a, ofA).minus(new Proportion(b, ofB));

        assertThat(interval.low()).isCloseTo(low, FOURTH_DIGIT);
        assertThat(interval.high()).isCloseTo(high, FOURTH_DIGIT);
    }

    @ParameterizedTest
    // The usual table of Student's t, 0.975.
    @CsvSource({
        "1, 12.7062",
        "2, 4.3027",
        "3, 3.1824",
        "5, 2.5706",
        "10, 2.2281",
        "30, 2.0423",
        "120, 1.9799",
        "1000, 1.9623",
        "1e9, 1.9600"
    })
    void studentsQuantileIsThatOfTheTables(double freedom, double quantile) {
        assertThat(StudentT.quantile975(freedom)).isCloseTo(quantile, FOURTH_DIGIT);
    }

    @Test
    void welchsIntervalIsThatOfAPublishedExample() {
        // The two samples of fifteen with equal variances that illustrate Welch's test: t = -2.46 at 25.0 degrees of
        // freedom.
        Sample a = sample(27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4);
        Sample b = sample(27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4);

        Interval interval = a.minus(b);

        double middle = (interval.low() + interval.high()) / 2;
        double error = (interval.high() - interval.low()) / 2 / StudentT.quantile975(25.0);
        assertThat(a.mean()).isCloseTo(20.82, within(0.005));
        assertThat(b.mean()).isCloseTo(22.99, within(0.005));
        assertThat(middle / error).isCloseTo(-2.46, within(0.006));
        assertThat(interval.high()).isNegative();
    }

    @Test
    void noDifferenceIsToldWithoutAtLeastTwoAmounts() {
        assertThat(sample(3).minus(sample(1, 2))).isNull();
        assertThat(sample(2, 2).minus(sample(1, 1))).isEqualTo(new Interval(1, 1));
    }

    @Test
    void aShareOfNothingMayBeAnything() {
        assertThat(new Proportion(0, 0).wilson()).isEqualTo(new Interval(0, 1));
        assertThat(new Proportion(0, 0).rate()).isZero();
        assertThatThrownBy(() -> new Proportion(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tooFewTellNothing() {
        assertThat(new Proportion(4, 1000).tells()).isFalse();
        assertThat(new Proportion(997, 1000).tells()).isFalse();
        assertThat(new Proportion(5, 10).tells()).isTrue();
    }

    private static Sample sample(double... amounts) {
        return new Sample(
                amounts.length,
                Arrays.stream(amounts).sum(),
                Arrays.stream(amounts).map(a -> a * a).sum());
    }
}
