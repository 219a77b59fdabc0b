package io.itinera.journey.reporting;

import io.itinera.journey.reporting.statistics.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Adds up all counters of one version, or of several, to a report. */
final class VersionBuilder {

    private final Duration within;
    private final FlowBuilder flow = new FlowBuilder();
    private final Map<String, TreeMap<Integer, Long>> lengths = new TreeMap<>();
    private final Map<String, Conversions> goals = new TreeMap<>();
    private final Map<String, ExperimentBuilder> splits = new TreeMap<>();
    private final Map<String, MessageSums> messages = new TreeMap<>();

    VersionBuilder(Duration within) {
        this.within = within;
    }

    FlowBuilder flow() {
        return flow;
    }

    void lasted(String what, String subject, int bucket, long n) {
        lengths.computeIfAbsent(what + ':' + subject, _ -> new TreeMap<>()).merge(bucket, n, Long::sum);
    }

    void reached(GoalRow row) {
        if (row.split().isEmpty()) {
            goals.computeIfAbsent(row.goal(), _ -> new Conversions()).add(row.currency(), row.sum());
        } else {
            split(row.split()).reached(row);
        }
    }

    void drew(String split, String arm, boolean holdout, long n) {
        split(split).drew(arm, holdout, n);
    }

    void became(String step, String channel, String status, String reason, long n) {
        messages.computeIfAbsent(step, _ -> new MessageSums()).add(channel, status, reason, n);
    }

    private ExperimentBuilder split(String key) {
        return splits.computeIfAbsent(key, _ -> new ExperimentBuilder());
    }

    JourneyReport.Version build(Integer version) {
        List<Experiment> experiments = new ArrayList<>();
        splits.forEach((key, split) -> experiments.add(split.build(key)));
        return new JourneyReport.Version(
                version,
                flow.flow(spread("life", ""), spread("first-goal", "")),
                steps(),
                goals.entrySet().stream()
                        .map(e -> goal(e.getKey(), e.getValue()))
                        .toList(),
                experiments,
                flow.days());
    }

    private List<JourneyReport.Step> steps() {
        TreeSet<String> keys = new TreeSet<>(flow.steps().keySet());
        keys.addAll(messages.keySet());
        return keys.stream()
                .map(key -> step(key, flow.steps().getOrDefault(key, new FlowBuilder.Step())))
                .toList();
    }

    private JourneyReport.Step step(String key, FlowBuilder.Step sums) {
        MessageSums told = messages.get(key);
        return new JourneyReport.Step(
                key,
                sums.type,
                sums.in,
                sums.reached,
                sums.waiting,
                sums.oldest,
                sums.out,
                sums.next,
                sums.errors,
                spread("dwell", key),
                told == null && sums.requested == 0
                        ? null
                        : (told == null ? new MessageSums() : told).build(sums.requested));
    }

    private JourneyReport.Goal goal(String key, Conversions conversions) {
        Interval interval = conversions.of(flow.entered()).wilson();
        return new JourneyReport.Goal(
                key,
                conversions.n(),
                conversions.of(flow.entered()).rate(),
                interval.low(),
                interval.high(),
                spread("goal", key),
                conversions.revenue(flow.entered()),
                conversions.withoutValue());
    }

    private Spread spread(String what, String subject) {
        TreeMap<Integer, Long> buckets = lengths.get(what + ':' + subject);
        return buckets == null ? Spread.NONE : Spread.of(buckets, within);
    }
}
