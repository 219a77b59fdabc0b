package io.itinera.journey.reporting;

import io.itinera.journey.reporting.Tally.Sum;
import io.itinera.journey.reporting.statistics.Interval;
import io.itinera.journey.reporting.statistics.Proportion;
import io.itinera.journey.reporting.statistics.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many of a crowd reached one goal, and what it was worth. */
final class Conversions {

    static final Conversions NONE = new Conversions();

    private final Map<String, Sum> byCurrency = new TreeMap<>();

    void add(String currency, Sum sum) {
        byCurrency.merge(currency, sum, Sum::plus);
    }

    void addAll(Conversions other) {
        other.byCurrency.forEach(this::add);
    }

    long n() {
        return byCurrency.values().stream().mapToLong(Sum::n).sum();
    }

    long withoutValue() {
        return n() - byCurrency.values().stream().mapToLong(Sum::valued).sum();
    }

    /** Of so many that entered; where instances moved here from another version, those count as entered too. */
    Proportion of(long entered) {
        return new Proportion(n(), Math.max(entered, n()));
    }

    /** Currencies in which there is a value. */
    List<String> currencies() {
        return byCurrency.entrySet().stream()
                .filter(e -> e.getValue().valued() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    Revenue revenue(String currency, long entered) {
        Sum sum = sum(currency);
        return new Revenue(
                currency, sum.valued(), sum.value(), sample(currency, entered).mean());
    }

    List<Revenue> revenue(long entered) {
        return currencies().stream().map(c -> revenue(c, entered)).toList();
    }

    /** Conversions above a baseline's. */
    Experiment.Lift lift(long entered, Conversions baseline, long baselineEntered) {
        Proportion mine = of(entered);
        Proportion its = baseline.of(baselineEntered);
        return lift(
                mine.rate() - its.rate(),
                mine.n() == 0 || its.n() == 0 ? null : mine.minus(its),
                its.rate(),
                mine.tells() && its.tells(),
                "newcombe");
    }

    /** Value per head above a baseline's. */
    Experiment.Lift revenueLift(String currency, long entered, Conversions baseline, long baselineEntered) {
        Sample mine = sample(currency, entered);
        Sample its = baseline.sample(currency, baselineEntered);
        boolean tells = sum(currency).valued() >= 5 && baseline.sum(currency).valued() >= 5;
        return lift(mine.mean() - its.mean(), mine.minus(its), its.mean(), tells, "welch");
    }

    private static Experiment.Lift lift(
            double difference, Interval interval, double from, boolean tells, String method) {
        String verdict = "undecided";
        if (!tells || interval == null) {
            verdict = "too-small";
        } else if (interval.low() > 0) {
            verdict = "higher";
        } else if (interval.high() < 0) {
            verdict = "lower";
        }
        return new Experiment.Lift(
                difference,
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                from == 0 ? null : difference / from,
                verdict,
                method);
    }

    private Sample sample(String currency, long entered) {
        Sum sum = sum(currency);
        return new Sample(
                Math.max(entered, sum.valued()),
                sum.value().doubleValue(),
                sum.squares().doubleValue());
    }

    private Sum sum(String currency) {
        return byCurrency.getOrDefault(currency, new Sum(0, 0, BigDecimal.ZERO, BigDecimal.ZERO));
    }
}
