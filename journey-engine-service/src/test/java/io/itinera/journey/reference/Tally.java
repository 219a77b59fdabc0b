package io.itinera.journey.reference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what has happened in stories, so that it shows what they did not reach. */
final class Tally {

    private static final Pattern KIND_AND_REASON = Pattern.compile("/\\d+ (\\w+).*\\(([a-z-]+)[^)]*\\)$");

    private final Map<String, Integer> transitions = new TreeMap<>();
    private int stories;
    private int journeys;
    private int others;

    void count(Story story) {
        stories++;
        journeys += story.versions();
        story.engine().told().values().forEach(this::count);
    }

    private void count(List<String> lines) {
        for (String line : lines) {
            Matcher transition = KIND_AND_REASON.matcher(line);
            if (transition.find()) {
                transitions.merge(transition.group(1) + " " + transition.group(2), 1, Integer::sum);
            } else {
                others++;
            }
        }
    }

    void print() {
        System.out.printf(
                "%d stories of %d journeys told the same: %d transitions, %d sends and updates%n%s%n",
                stories,
                journeys,
                transitions.values().stream().mapToInt(Integer::intValue).sum(),
                others,
                transitions);
    }
}
