package io.itinera.journey.models;

import io.itinera.journey.reporting.AnswerQueries;
import io.itinera.journey.reporting.statistics.Interval;
import io.itinera.journey.reporting.statistics.Proportion;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the channels or hours that were chosen were answered with, beside the best of them in hindsight. Pure arithmetic.
 *
 * <p>Missed answers are those that the other options' messages would have had at the rate of the best one: so many messages times the
 * difference of two rates, whose interval is Newcombe's.
 */
final class AnswerReport {

    /** With fewer messages a rate is mostly chance: such an option is told, and not compared. */
    static final long ENOUGH = 30;

    private static final Proportion NOTHING = new Proportion(0, 0);

    private AnswerReport() {}

    /** Channels beside each other, and all that were chosen beside those held out. */
    static LearningReport.Answers byChannel(AnswerQueries.Answers answers) {
        return of(new About("channel", null, true), answers, AnswerQueries.Count::channel);
    }

    /** Hours of a step that chooses nothing but the hour, and all that were chosen beside those held out. */
    static LearningReport.Answers byHour(String channel, AnswerQueries.Answers answers) {
        return of(new About("hour", channel, true), only(channel, answers), AnswerReport::hour);
    }

    /** Hours of one of several channels. Who is held out from the choice of the channel is compared by channel, and not once more here. */
    static LearningReport.Answers byHourOfOne(String channel, AnswerQueries.Answers answers) {
        return of(new About("hour", channel, false), only(channel, answers), AnswerReport::hour);
    }

    /** What is compared, on which channel, and whether with those held out. */
    private record About(String by, String channel, boolean measured) {}

    private static String hour(AnswerQueries.Count count) {
        return Integer.toString(count.hour());
    }

    private static AnswerQueries.Answers only(String channel, AnswerQueries.Answers answers) {
        return new AnswerQueries.Answers(
                answers.counts().stream()
                        .filter(c -> channel.equals(c.channel()))
                        .sorted(Comparator.comparingInt(AnswerQueries.Count::hour))
                        .toList(),
                answers.sampled());
    }

    private static LearningReport.Answers of(
            About about, AnswerQueries.Answers answers, Function<AnswerQueries.Count, String> option) {
        Map<String, Proportion> chosen = new LinkedHashMap<>();
        Proportion held = NOTHING;
        for (AnswerQueries.Count count : answers.counts()) {
            Proportion told = new Proportion(count.answered(), count.sent());
            if (count.holdout()) {
                held = plus(held, told);
            } else {
                chosen.merge(option.apply(count), told, AnswerReport::plus);
            }
        }
        Proportion all = chosen.values().stream().reduce(NOTHING, AnswerReport::plus);
        Hindsight hindsight = Hindsight.of(chosen);
        boolean measured = about.measured() && held.n() > 0;
        return new LearningReport.Answers(
                about.by(),
                about.channel(),
                all.n(),
                chosen.entrySet().stream()
                        .map(e -> option(e.getKey(), e.getValue(), all.n()))
                        .toList(),
                hindsight == null ? null : hindsight.told(),
                measured ? option("holdout", held, 0) : null,
                measured ? StepReport.lift(all, held) : null,
                answers.sampled());
    }

    private static LearningReport.Option option(String name, Proportion of, long all) {
        Interval interval = of.wilson();
        return new LearningReport.Option(
                name,
                of.n(),
                of.hits(),
                of.rate(),
                interval.low(),
                interval.high(),
                all == 0 ? null : (double) of.n() / all);
    }

    private static Proportion plus(Proportion one, Proportion other) {
        return new Proportion(one.hits() + other.hits(), one.n() + other.n());
    }

    /**
     * The options of which enough is known.
     *
     * @param best the one with the highest rate
     * @param its what it was answered with
     * @param others what the others were, all together
     * @param evenly answers that as many messages, split evenly, would have missed
     */
    private record Hindsight(String best, Proportion its, Proportion others, double evenly) {

        /** Null where there are not two of them. */
        static Hindsight of(Map<String, Proportion> chosen) {
            Map<String, Proportion> known = new LinkedHashMap<>(chosen);
            known.values().removeIf(option -> option.n() < ENOUGH);
            if (known.size() < 2) {
                return null;
            }
            Map.Entry<String, Proportion> best = known.entrySet().stream()
                    .reduce((a, b) -> b.getValue().rate() > a.getValue().rate() ? b : a)
                    .orElseThrow();
            Proportion its = best.getValue();
            Proportion all = known.values().stream().reduce(NOTHING, AnswerReport::plus);
            double share = (double) all.n() / known.size();
            double evenly = known.values().stream()
                    .mapToDouble(option -> share * (its.rate() - option.rate()))
                    .sum();
            return new Hindsight(
                    best.getKey(), its, new Proportion(all.hits() - its.hits(), all.n() - its.n()), evenly);
        }

        LearningReport.Regret told() {
            Interval apart = its.minus(others);
            return new LearningReport.Regret(
                    best,
                    its.n() + others.n(),
                    others.n() * (its.rate() - others.rate()),
                    others.n() * Math.max(0, apart.low()),
                    others.n() * Math.max(0, apart.high()),
                    evenly);
        }
    }
}
