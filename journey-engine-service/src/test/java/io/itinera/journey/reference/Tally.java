package io.itinera.journey.reference;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what has happened in stories, so that it shows what they did not reach. */
final class Tally {

    private static final Pattern KIND_AND_REASON = Pattern.compile("/\\d+ (\\w+).*\\(([a-z-]+)[^)]*\\)$");

    private static final Pattern CHOICE = Pattern.compile("\\(([a-z-]+)[^)]* by model \\d+: ([^)]+)\\)$");

    private final Map<String, Integer> transitions = new TreeMap<>();
    /** How what was learned decided. */
    private final Map<String, Integer> choices = new TreeMap<>();

    private final long began = System.nanoTime();
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
            Matcher choice = CHOICE.matcher(line);
            if (choice.find()) {
                choices.merge(choice.group(1) + ": " + choice.group(2), 1, Integer::sum);
            }
            if (transition.find()) {
                transitions.merge(transition.group(1) + " " + transition.group(2), 1, Integer::sum);
            } else {
                others++;
            }
        }
    }

    void print() {
        System.out.printf(
                "%d stories of %d journeys told the same in %d s: %d transitions, %d sends and updates%n%s%n%s%n",
                stories,
                journeys,
                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                transitions.values().stream().mapToInt(Integer::intValue).sum(),
                others,
                transitions,
                choices);
    }
}
