package io.itinera.journey.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the counters of transitions of one version, or of several. */
final class FlowBuilder {

    private final Map<String, Long> exited = new TreeMap<>();
    private final Map<String, Long> failed = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> goals = new TreeMap<>();
    private final Map<String, Step> steps = new TreeMap<>();
    private final Map<LocalDate, FlowBuilder> days = new TreeMap<>();
    private long entered;
    private long live;
    private long completed;

    /** One step's sums. */
    static final class Step {
        final Map<String, Long> out = new TreeMap<>();
        final Map<String, Long> next = new TreeMap<>();
        String type;
        long in;
        long reached;
        long waiting;
        Instant oldest;
        long errors;
        long requested;

        private void left(CountRow row) {
            add(out, row.reason(), row.n());
            if (!row.next().isEmpty()) {
                add(next, row.next(), row.n());
            }
        }

        /** What follows is a step of another version. */
        private void wentElsewhere(CountRow row) {
            add(out, row.reason(), row.n());
        }

        private long outAll() {
            return sum(out);
        }
    }

    void counted(CountRow row) {
        if (row.day() != null) {
            days.computeIfAbsent(row.day(), _ -> new FlowBuilder()).add(row);
        }
        add(row);
    }

    private void add(CountRow row) {
        if (!row.step().isEmpty() && !row.stepType().isEmpty()) {
            step(row.step()).type = row.stepType();
        }
        switch (row.kind()) {
            case "entered" -> {
                entered += row.n();
                arrived(row);
            }
            case "moved" -> moved(row);
            case "migrated" -> {
                if (!row.step().isEmpty()) {
                    step(row.step()).wentElsewhere(row);
                }
            }
            case Tally.ARRIVED -> arrived(row);
            case "exited" -> {
                add(exited, row.reason(), row.n());
                completed += row.stepType().equals("exit") ? row.n() : 0;
                left(row);
            }
            case "failed" -> {
                add(failed, row.reason(), row.n());
                left(row);
                if (!row.step().isEmpty()) {
                    step(row.step()).errors += row.n();
                }
            }
            case "refused" -> add(refused, row.reason(), row.n());
            case "goal" -> add(goals, row.reason(), row.n());
            default -> {
                // Waiting says that an instance has not left: where it stands is known from the instances.
            }
        }
    }

    /** An instance that goes on under another profile stays where it is: nothing follows. */
    private void moved(CountRow row) {
        if (!row.next().isEmpty()) {
            left(row);
            arrived(row);
            step(row.step()).requested += row.reason().equals("requested") ? row.n() : 0;
        }
    }

    private void arrived(CountRow row) {
        if (!row.next().isEmpty()) {
            Step step = step(row.next());
            step.in += row.n();
            step.reached += row.revisit() ? 0 : row.n();
        }
    }

    private void left(CountRow row) {
        if (!row.step().isEmpty()) {
            step(row.step()).left(row);
        }
    }

    void standing(CountReports.Standing standing) {
        live += standing.n();
        if (standing.step() != null) {
            Step step = step(standing.step());
            step.waiting += standing.n();
            if (step.oldest == null
                    || standing.since() != null && standing.since().isBefore(step.oldest)) {
                step.oldest = standing.since();
            }
        }
    }

    long entered() {
        return entered;
    }

    Map<String, Step> steps() {
        return steps;
    }

    JourneyReport.Flow flow(Spread life, Spread timeToValue) {
        long ended = sum(exited) + sum(failed);
        return new JourneyReport.Flow(
                entered,
                live,
                exited,
                failed,
                refused,
                completed,
                ended == 0 ? 0 : (double) completed / ended,
                life,
                timeToValue);
    }

    List<JourneyReport.Day> days() {
        List<JourneyReport.Day> all = new ArrayList<>();
        days.forEach((day, flow) -> all.add(flow.day(day)));
        return all;
    }

    private JourneyReport.Day day(LocalDate day) {
        Map<String, JourneyReport.Passed> passed = new TreeMap<>();
        steps.forEach((key, step) -> passed.put(key, new JourneyReport.Passed(step.in, step.outAll())));
        return new JourneyReport.Day(day, entered, sum(exited) + sum(failed), sum(failed), sum(refused), goals, passed);
    }

    JourneyCounts.VersionCounts counts(int version) {
        return new JourneyCounts.VersionCounts(
                version,
                entered,
                live,
                exited,
                failed,
                refused,
                goals,
                steps.entrySet().stream()
                        .map(e -> new JourneyCounts.StepCounts(
                                e.getKey(), e.getValue().in, e.getValue().waiting, e.getValue().out, e.getValue().next))
                        .toList());
    }

    private Step step(String key) {
        return steps.computeIfAbsent(key, _ -> new Step());
    }

    private static void add(Map<String, Long> counts, String key, long n) {
        counts.merge(key, n, Long::sum);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
