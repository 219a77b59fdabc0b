package io.itinera.journey.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.JourneySchema;
import io.itinera.journey.engine.RecordedExplanations;
import io.itinera.journey.topology.KeptBytes;
import io.itinera.journey.topology.KeptShell;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** What holds for every story, whatever journeys are in it. */
class StoryPropertiesTest {

    private final KeptShell shell = new KeptShell();

    @Provide
    Arbitrary<Story> stories() {
        return Stories.any();
    }

    @Provide
    Arbitrary<Story> longStories() {
        return Stories.anyLong();
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
        assertThat(Difference.ofLateEngine(story)).isEmpty();
    }

    @Property(tries = 1_000, seed = "10", edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void itDoesNotMatterHowLateTimersFireWhereJourneysRunBesideEachOther(@ForAll("stories") Story story) {
        assertThat(Difference.ofLateEngine(Hub.in(story))).isEmpty();
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

    @Example
    void storiesHaveStepsOfEachKind() throws JsonProcessingException {
        Set<String> kinds = new TreeSet<>();
        Wire.JSON
                .readTree(JourneySchema.text())
                .at("/$defs/step/properties/type/enum")
                .forEach(kind -> kinds.add(kind.textValue()));
        Set<String> told = new TreeSet<>();
        for (long seed = 0; seed < 60; seed++) {
            for (Happening happening : Stories.of(seed).happenings()) {
                if (happening instanceof Happening.Published published) {
                    published.journey().versions().forEach(version -> version.definition()
                            .get("steps")
                            .forEach(step -> told.add(step.get("type").textValue())));
                }
            }
        }

        assertThat(told).isEqualTo(kinds);
    }

    /** What was asked for held where it led on, and did not where it was waited for or refused. */
    private static boolean expected(Transition transition) {
        return switch (transition.kind()) {
            case REFUSED -> false;
            // The rule that held says who gets a task, which is then waited for.
            case WAITING -> transition.detail().containsKey("rule");
            case MOVED -> !Set.of("otherwise", "timeout", "no-channel").contains(transition.reason());
            case ENTERED, EXITED, FAILED, GOAL, MIGRATED -> true;
        };
    }

    /** The shell says for every input what the engine says, whether it asks the engine or passes the input over. */
    @Property(tries = 500, seed = "8", edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void whatIsPassedOverWouldHaveChangedNothing(@ForAll("longStories") Story story) {
        EngineWorld shelled = EngineWorld.through(shell::apply);
        shell.forgetAll();
        tell(story, shelled);

        assertThat(shelled.told()).isEqualTo(story.engine().told());
        assertThat(shelled.states()).isEqualTo(story.engine().states());
        assertThat(shelled.timers()).isEqualTo(story.engine().timers());
    }

    /** The same where a journey learns what profiles answer to, until it is archived. */
    @Property(tries = 500, seed = "9", edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void whatIsPassedOverWouldHaveChangedNothingWhereAnswersAreLearned(@ForAll("longStories") Story story) {
        EngineWorld shelled = EngineWorld.through(shell::apply);
        shell.forgetAll();
        shell.expectAnswers();
        Learner.in(story).forEach(happening -> happening.in(shelled));
    }

    @AfterProperty
    void someEventsWerePassedOver() {
        if (shell.asked() > 0) {
            System.out.printf(
                    "passed over %d of %d events of profiles with a state, %d where answers are known%n",
                    shell.passed(), shell.asked(), shell.engaged());
            assertThat(shell.passed()).isGreaterThan(shell.asked() / 20);
            assertThat(shell.engaged())
                    .as("events passed over of profiles whose answers are known")
                    .isGreaterThanOrEqualTo(shell.answersExpected() ? 5 : 0);
        }
    }

    private static void tell(Story story, EngineWorld world) {
        story.told().forEach(told -> told.happening().in(world));
    }
}
