package io.itinera.journey.reporting;

import io.itinera.journey.reporting.JourneyCounts.StepCounts;
import io.itinera.journey.reporting.JourneyCounts.VersionCounts;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the rows of one version. */
final class CountsBuilder {

    private final int version;
    private final Map<String, Long> exited = new TreeMap<>();
    private final Map<String, Long> failed = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> goals = new TreeMap<>();
    private final Map<String, Step> steps = new TreeMap<>();
    private long entered;
    private long live;

    CountsBuilder(int version) {
        this.version = version;
    }

    void counted(String kind, String step, String next, String reason, long n) {
        switch (kind) {
            case "entered" -> {
                entered += n;
                arrived(next, n);
            }
            case "moved" -> {
                // An instance that goes on under another profile stays where it is.
                if (!reason.equals("merged")) {
                    left(step, next, reason, n);
                    arrived(next, n);
                }
            }
            case "migrated" -> left(step, "", reason, n);
            case "exited" -> {
                add(exited, reason, n);
                left(step, "", reason, n);
            }
            case "failed" -> {
                add(failed, reason, n);
                left(step, "", reason, n);
            }
            case "refused" -> add(refused, reason, n);
            case "goal" -> add(goals, reason, n);
            default -> {
                // Waiting says that an instance has not left: where it stands is known from the instances.
            }
        }
    }

    /** Instances that came to a step from another version. */
    void migratedIn(String step, long n) {
        arrived(step, n);
    }

    void standing(String step, long n) {
        live += n;
        if (step != null) {
            step(step).waiting += n;
        }
    }

    VersionCounts build() {
        return new VersionCounts(
                version,
                entered,
                live,
                exited,
                failed,
                refused,
                goals,
                steps.entrySet().stream()
                        .map(e -> new StepCounts(
                                e.getKey(), e.getValue().in, e.getValue().waiting, e.getValue().out, e.getValue().next))
                        .toList());
    }

    private void arrived(String step, long n) {
        if (!step.isEmpty()) {
            step(step).in += n;
        }
    }

    private void left(String step, String next, String reason, long n) {
        if (!step.isEmpty()) {
            add(step(step).out, reason, n);
            if (!next.isEmpty()) {
                add(step(step).next, next, n);
            }
        }
    }

    private Step step(String key) {
        return steps.computeIfAbsent(key, ignored -> new Step());
    }

    private static void add(Map<String, Long> counts, String key, long n) {
        counts.merge(key, n, Long::sum);
    }

    /** One step's sums. */
    private static final class Step {
        private final Map<String, Long> out = new TreeMap<>();
        private final Map<String, Long> next = new TreeMap<>();
        private long in;
        private long waiting;
    }
}
