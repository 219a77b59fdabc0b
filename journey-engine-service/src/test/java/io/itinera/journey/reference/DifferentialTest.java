package io.itinera.journey.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * Random stories happen to the engine, to the reference, and to an engine whose timers are late, and all tell the same of them. Where
 * they do not, the story is made {@linkplain Smaller small} and shown as journeys and a stream, with the first line that differs.
 *
 * <p>The short run is part of every build. The long one, of a seed of its own that it prints, is for whoever changes the engine:
 *
 * <pre>./mvnw -pl journey-engine-service -Dtest=DifferentialTest -Ditinera.differential=long test</pre>
 */
class DifferentialTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Tally tally = new Tally();

    @Provide
    Arbitrary<Story> stories() {
        return Stories.any();
    }

    @Property(
            tries = 400,
            seed = "20261121",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    void theEngineDoesWhatTheReferenceDoes(@ForAll("stories") Story story) {
        agree(story);
    }

    @Property(
            tries = 25_000,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    @AddLifecycleHook(WhenAsked.class)
    void theEngineDoesWhatTheReferenceDoesForManyJourneys(@ForAll("stories") Story story) {
        agree(story);
    }

    /** The same where a journey enters, awaits and leaves the others. */
    @Property(
            tries = 200,
            seed = "20261122",
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    void theEngineDoesWhatTheReferenceDoesWhereJourneysRunBesideEachOther(@ForAll("stories") Story story) {
        agree(Hub.in(story));
    }

    @Property(
            tries = 5_000,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF,
            afterFailure = AfterFailureMode.RANDOM_SEED)
    @AddLifecycleHook(WhenAsked.class)
    void theEngineDoesWhatTheReferenceDoesForManyJourneysBesideEachOther(@ForAll("stories") Story story) {
        agree(Hub.in(story));
    }

    @AfterProperty
    void everythingHasHappened() {
        tally.print();
    }

    private void agree(Story story) {
        Optional<String> difference = Difference.in(story);
        if (difference.isPresent()) {
            List<Happening> small = Smaller.of(
                    story.happenings(), less -> Difference.in(new Story(less)).isPresent(), Smaller.after(PATIENCE));
            throw new AssertionError(Difference.in(new Story(small)).orElse(difference.get()));
        }
        timersBelongToSomebody(story.engine());
        tally.count(story);
    }

    private static void timersBelongToSomebody(EngineWorld engine) {
        assertThat(engine.timers().stream()
                        .map(t -> t.profileId() + "|" + t.instance())
                        .distinct())
                .isSubsetOf(engine.states().values().stream()
                        .flatMap(s -> Stream.of(
                                        s.live().stream().map(i -> i.id()),
                                        s.watched().stream().map(w -> w.instance()),
                                        s.standing().stream().map(entry -> entry.journey()))
                                .flatMap(ids -> ids)
                                .map(id -> s.profileId() + "|" + id))
                        .toList());
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
