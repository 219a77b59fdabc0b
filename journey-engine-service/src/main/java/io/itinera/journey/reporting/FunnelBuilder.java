package io.itinera.journey.reporting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up how far the instances of one crowd came. */
final class FunnelBuilder {

    private final List<Stage> stages;
    /** By depth, 0 for those that did not come to the first stage: how many went no further, by what became of them. */
    private final List<Map<String, Long>> fell = new ArrayList<>();

    FunnelBuilder(List<Stage> stages) {
        this.stages = stages;
        for (int depth = 0; depth <= stages.size(); depth++) {
            fell.add(new TreeMap<>());
        }
    }

    void add(int depth, String outcome, long n) {
        fell.get(depth).merge(outcome, n, Long::sum);
    }

    long entered() {
        return reached(0);
    }

    private long reached(int depth) {
        return fell.subList(depth, fell.size()).stream()
                .flatMap(outcomes -> outcomes.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    Funnel.Crowd build(String name) {
        List<Funnel.Reached> all = new ArrayList<>();
        for (int depth = 1; depth <= stages.size(); depth++) {
            long before = reached(depth - 1);
            long here = reached(depth);
            all.add(new Funnel.Reached(
                    stages.get(depth - 1).text(),
                    here,
                    share(here, before),
                    share(here, entered()),
                    before - here,
                    fell.get(depth - 1)));
        }
        return new Funnel.Crowd(name, entered(), all);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
