package io.itinera.journey.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/**
 * Random stories happen to the engine and to the reference, and both tell the same of them. Where they do not, jqwik makes the story
 * small and prints it as journeys and a stream, with the first line that differs.
 *
 * <p>The short run is part of every build. The long one, of a seed of its own that it prints, is for whoever changes the engine:
 *
 * <pre>mvn -pl journey-engine-service -Dtest=DifferentialTest -Ditinera.differential=long test</pre>
 */
class DifferentialTest {

    private final Tally tally = new Tally();

    @Provide
    Arbitrary<Story> stories() {
        return Stories.any();
    }

    @Property(
            tries = 500,
            seed = "20261121",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.BOUNDED,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    void theEngineDoesWhatTheReferenceDoes(@ForAll("stories") Story story) {
        agree(story);
    }

    @Property(
            tries = 25_000,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.BOUNDED,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    @AddLifecycleHook(WhenAsked.class)
    void theEngineDoesWhatTheReferenceDoesForManyJourneys(@ForAll("stories") Story story) {
        agree(story);
    }

    @AfterProperty
    void everythingHasHappened() {
        tally.print();
    }

    private void agree(Story story) {
        Reference reference = new Reference();
        for (Story.Told after : story.told()) {
            after.happening().in(reference);
            if (!until(after, story).equals(reference.told())
                    || !after.positions().equals(reference.positions())) {
                throw new AssertionError(report(story, after, reference));
            }
        }
        timersBelongToSomebody(story.engine());
        tally.count(story);
    }

    private static Map<String, List<String>> until(Story.Told moment, Story story) {
        Map<String, List<String>> lines = new TreeMap<>();
        moment.lines()
                .forEach((profile, count) ->
                        lines.put(profile, story.engine().told().get(profile).subList(0, count)));
        return lines;
    }

    private static void timersBelongToSomebody(EngineWorld engine) {
        assertThat(engine.timers().stream().map(t -> t.instance()).distinct())
                .isSubsetOf(engine.states().values().stream()
                        .flatMap(s -> Stream.concat(
                                s.live().stream().map(i -> i.id()),
                                s.watched().stream().map(w -> w.instance())))
                        .toList());
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
        Map<String, List<String>> all = new TreeMap<>(lines);
        all.putAll(reference.told());
        for (String profile : all.keySet()) {
            text.append('\n')
                    .append(difference(
                            lines.getOrDefault(profile, List.of()),
                            reference.told().getOrDefault(profile, List.of())));
        }
        return text + "\n  engine stands at     " + last.positions() + "\n  reference stands at  "
                + reference.positions();
    }

    private static String difference(List<String> engine, List<String> reference) {
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

    /** Runs a property only when the system property {@code itinera.differential} is set. */
    static final class WhenAsked implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return System.getProperty("itinera.differential") == null
                    ? SkipResult.skip("set -Ditinera.differential=long to run it")
                    : SkipResult.doNotSkip();
        }
    }
}
