package io.itinera.journey.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is told differently of a story, as text that shows the story up to there. */
final class Difference {

    private Difference() {}

    /**
     * The first difference between the engine and the reference, or between the engine and one whose timers fire as late as can be; empty
     * where all tell the same.
     */
    static Optional<String> in(Story story) {
        return ofReference(story).or(() -> ofLateEngine(story));
    }

    /**
     * Between the engine and one in which no timer fires before something else happens to its profile, or the story ends. Where the journeys
     * of another profile arrive only after the merge, it depends on the timers what they find.
     */
    static Optional<String> ofLateEngine(Story story) {
        if (story.happenings().stream().anyMatch(Difference::arrivesLater)) {
            return Optional.empty();
        }
        EngineWorld late = EngineWorld.late();
        story.told().forEach(told -> told.happening().in(late));
        late.fire(story.engine().now());
        if (late.told().equals(story.engine().told())
                && late.positions().equals(story.engine().positions())) {
            return Optional.empty();
        }
        Story.Told last = story.told().getLast();
        return Optional.of(report(
                story, last, new Other("late", late.told(), late.positions().toString())));
    }

    private static boolean arrivesLater(Happening happening) {
        return happening instanceof Happening.MovedIn moved && moved.at().isBefore(moved.now());
    }

    /** What is told beside the engine. */
    private record Other(String name, Map<String, List<String>> told, String positions) {}

    private static Optional<String> ofReference(Story story) {
        Reference reference = new Reference();
        for (Story.Told after : story.told()) {
            try {
                after.happening().in(reference);
            } catch (RuntimeException e) {
                throw new IllegalStateException("the reference does not bear this story:\n" + story, e);
            }
            if (!until(after, story).equals(reference.told())
                    || !after.positions().equals(reference.positions())) {
                return Optional.of(report(
                        story,
                        after,
                        new Other(
                                "reference",
                                reference.told(),
                                reference.positions().toString())));
            }
        }
        return Optional.empty();
    }

    private static Map<String, List<String>> until(Story.Told moment, Story story) {
        Map<String, List<String>> lines = new TreeMap<>();
        moment.lines()
                .forEach((profile, count) ->
                        lines.put(profile, story.engine().told().get(profile).subList(0, count)));
        return lines;
    }

    private static String report(Story story, Story.Told last, Other other) {
        StringBuilder text = new StringBuilder();
        for (Story.Told told : story.told()) {
            text.append('\n').append(told.happening());
            if (told == last) {
                break;
            }
        }
        Map<String, List<String>> lines = until(last, story);
        TreeSet<String> profiles = new TreeSet<>(lines.keySet());
        profiles.addAll(other.told().keySet());
        for (String profile : profiles) {
            text.append('\n')
                    .append(compared(
                            other.name(),
                            lines.getOrDefault(profile, List.of()),
                            other.told().getOrDefault(profile, List.of())));
        }
        return "%s%n  engine stands at     %s%n  %-9s stands at  %s"
                .formatted(text, last.positions(), other.name(), other.positions());
    }

    private static String compared(String name, List<String> engine, List<String> others) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(engine.size(), others.size()); i++) {
            String one = i < engine.size() ? engine.get(i) : "nothing";
            String other = i < others.size() ? others.get(i) : "nothing";
            if (!one.equals(other)) {
                lines.add("  engine     " + one);
                lines.add("  %-9s  %s".formatted(name, other));
                break;
            }
            lines.add("             " + one);
        }
        return String.join("\n", lines);
    }
}
