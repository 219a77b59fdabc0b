package io.itinera.journey.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the engine and the reference tell differently of a story, as text that shows the story up to there. */
final class Difference {

    private Difference() {}

    /** The first difference, empty where both tell the same. */
    static Optional<String> in(Story story) {
        Reference reference = new Reference();
        for (Story.Told after : story.told()) {
            try {
                after.happening().in(reference);
            } catch (RuntimeException e) {
                throw new IllegalStateException("the reference does not bear this story:\n" + story, e);
            }
            if (!until(after, story).equals(reference.told())
                    || !after.positions().equals(reference.positions())) {
                return Optional.of(report(story, after, reference));
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

    private static String report(Story story, Story.Told last, Reference reference) {
        StringBuilder text = new StringBuilder();
        for (Story.Told told : story.told()) {
            text.append('\n').append(told.happening());
            if (told == last) {
                break;
            }
        }
        Map<String, List<String>> lines = until(last, story);
        TreeSet<String> profiles = new TreeSet<>(lines.keySet());
        profiles.addAll(reference.told().keySet());
        for (String profile : profiles) {
            text.append('\n')
                    .append(compared(
                            lines.getOrDefault(profile, List.of()),
                            reference.told().getOrDefault(profile, List.of())));
        }
        return text + "\n  engine stands at     " + last.positions() + "\n  reference stands at  "
                + reference.positions();
    }

    private static String compared(List<String> engine, List<String> reference) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(engine.size(), reference.size()); i++) {
            String one = i < engine.size() ? engine.get(i) : "nothing";
            String other = i < reference.size() ? reference.get(i) : "nothing";
            if (!one.equals(other)) {
                lines.add("  engine     " + one);
                lines.add("  reference  " + other);
                break;
            }
            lines.add("             " + one);
        }
        return String.join("\n", lines);
    }
}
