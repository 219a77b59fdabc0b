package io.itinera.journey.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Transition;
import io.itinera.journey.engine.RecordedExplanations;
import io.itinera.journey.topology.KeptBytes;
import java.util.Set;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every story, whatever journeys are in it. */
class StoryPropertiesTest {

    @Provide
    Arbitrary<Story> stories() {
        return Stories.any();
    }

    @Property(tries = 200, seed = "4", edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void theSameStoryIsToldTheSameAgainToTheLastId(@ForAll("stories") Story story) {
        EngineWorld again = EngineWorld.punctual();
        tell(story, again);

        assertThat(again.told()).isEqualTo(story.engine().told());
        assertThat(again.states()).isEqualTo(story.engine().states());
        assertThat(again.timers()).isEqualTo(story.engine().timers());
    }

    @Property(tries = 200, seed = "5", edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void aStoryGoesOnAsItDidFromWhatTheStoreKept(@ForAll("stories") Story story) {
        EngineWorld kept = EngineWorld.keeping(KeptBytes::through);
        tell(story, kept);

        assertThat(kept.told()).isEqualTo(story.engine().told());
        assertThat(kept.states()).isEqualTo(story.engine().states());
    }

    @Property(tries = 200, seed = "6", edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void itDoesNotMatterHowLateTimersFire(@ForAll("stories") Story story) {
        EngineWorld late = EngineWorld.late();
        tell(story, late);
        late.fire(story.engine().now());

        assertThat(late.told()).isEqualTo(story.engine().told());
        assertThat(late.positions()).isEqualTo(story.engine().positions());
    }

    @Property(tries = 200, seed = "7", edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void decidingByWhatWasRecordedGivesTheSameVerdict(@ForAll("stories") Story story) {
        for (Transition transition : story.engine().transitions()) {
            assertThat(RecordedExplanations.of(transition))
                    .as(transition.toString())
                    .allSatisfy(e -> assertThat(e.decide()).isEqualTo(e.verdict()))
                    .allSatisfy(e -> assertThat(e.verdict()).isEqualTo(expected(transition)));
        }
    }

    /** What was asked for held where it led on, and did not where it was waited for or refused. */
    private static boolean expected(Transition transition) {
        return switch (transition.kind()) {
            case REFUSED, WAITING -> false;
            case MOVED -> !Set.of("otherwise", "timeout").contains(transition.reason());
            case ENTERED, EXITED, FAILED, GOAL, MIGRATED -> true;
        };
    }

    private static void tell(Story story, EngineWorld world) {
        story.told().forEach(told -> told.happening().in(world));
    }
}
