package io.itinera.journey.reporting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The way that most people took: from the first step always on to the step that most went to, without coming back. */
final class MainPath {

    private MainPath() {}

    /** The path's steps in order; empty as long as nobody has entered. */
    static List<Stage> of(List<CountRow> counts) {
        FlowBuilder flow = new FlowBuilder();
        counts.forEach(flow::counted);
        Set<String> path = new LinkedHashSet<>();
        String step = counts.stream()
                .filter(row -> row.kind().equals("entered"))
                .max(Comparator.comparingLong(CountRow::n))
                .map(CountRow::next)
                .orElse("");
        while (!step.isEmpty() && path.size() < FunnelQuery.MOST_STAGES && path.add(step)) {
            step = flow.steps().get(step).next.entrySet().stream()
                    .filter(e -> !path.contains(e.getKey()))
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("");
        }
        List<Stage> stages = new ArrayList<>();
        path.forEach(s -> stages.add(new Stage.Step(s)));
        return stages;
    }
}
