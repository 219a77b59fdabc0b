package io.itinera.journey.engine;

import static io.itinera.journey.engine.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a time in which a journey stood still does to what came due in it. */
class HoldsTest {

    private static final JsonNode DRIP = Documents.journey("j", """
            { first: { type: 'wait', for: 'P1D', next: 'one' },
              one: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'tag' },
              tag: { type: 'update', increment: { mails: 1 }, next: 'again' },
              again: { type: 'wait', for: 'P1D', next: 'two' },
              two: { type: 'send', channel: 'email', template: 'two', purpose: 'p', next: 'last' },
              last: { type: 'wait', for: 'P1D', next: 'three' },
              three: { type: 'send', channel: 'email', template: 'three', purpose: 'p', next: 'end' }, end: { type: 'exit' } }""");

    /** Ends by itself before the second mail. */
    private static final JsonNode LIMITED = ((ObjectNode) DRIP.deepCopy()).put("maxDuration", "PT30H");

    private static final Instant HELD = START.plusSeconds(3_600);
    private static final Instant RESUMED = START.plus(Duration.ofHours(60));

    @Test
    void skippingPassesWhatCameDueWithoutItsActionsAndKeepsTheCalendar() {
        Life life = held().at(RESUMED);
        resume(life, true).changed();

        assertThat(life.sends()).isEmpty();
        assertThat(life.published()).isEmpty();
        assertThat(life.told())
                .containsSubsequence(
                        "moved first > one (due)",
                        "moved one > tag (skipped)",
                        "moved tag > again (skipped)",
                        "moved again > two (due)",
                        "moved two > last (skipped)",
                        "waiting last (for)");
        assertThat(life.state().live().getFirst().waiting().due()).isEqualTo(START.plus(Duration.ofDays(3)));

        life.after("P1D");
        assertThat(life.sends()).extracting(s -> s.template()).containsExactly("three");
    }

    @Test
    void catchingUpDoesWhatCameDueAtTheEndOfTheHoldAndCountsFromThere() {
        Life life = held().at(RESUMED.plusSeconds(30));
        resume(life, false).changed();

        assertThat(life.sends()).extracting(s -> s.template()).containsExactly("one");
        assertThat(life.sends().getFirst().requestedAt()).isEqualTo(RESUMED);
        assertThat(life.state().live().getFirst().waiting().due()).isEqualTo(RESUMED.plus(Duration.ofDays(1)));
    }

    @Test
    void anEngineThatLagsOverAHoldDecidesAsOneThatDoesNot() {
        for (boolean skip : List.of(true, false)) {
            Life punctual = held().at(RESUMED);
            resume(punctual, skip)
                    .changed()
                    .at(RESUMED.plus(Duration.ofDays(9)))
                    .track("Other");

            Life late = Life.with(DRIP).timersNeverFire().track("Started");
            resume(late, skip).at(RESUMED.plus(Duration.ofDays(9))).track("Other");
            assertThat(late.transitions()).isEqualTo(punctual.transitions());
            assertThat(late.sends()).isEqualTo(punctual.sends());
        }
    }

    @Test
    void whatWasDueBeforeTheHoldIsDoneAlsoWhereTheEngineHearsOfItLater() {
        Life life = Life.with(DRIP).timersNeverFire().track("Started").at(START.plus(Duration.ofHours(30)));
        pauses(life, State.HELD, new PublishedJourney.Pause(START.plus(Duration.ofHours(25)), null, true, false))
                .changed();

        assertThat(life.told()).endsWith("moved tag > again (updated)", "waiting again (for)");
    }

    @Test
    void aMaximalDurationThatPassesInTheHoldEndsTheInstanceWhenTheJourneyGoesOnAndBeforeAnyWait() {
        Life life = limited().at(RESUMED);
        assertThat(life.told()).endsWith("waiting first (for)");

        pauses(life, LIMITED, State.LIVE, new PublishedJourney.Pause(HELD, RESUMED, true, false))
                .changed();
        assertThat(life.told()).endsWith("waiting first (for)", "exited first (max-duration)");
        assertThat(life.last().at()).isEqualTo(RESUMED);
        assertThat(life.sends()).isEmpty();
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void whereWhatCameDueIsSkippedTheMaximalDurationEndsTheInstanceAtItsOwnTime() {
        Life life = limited().at(RESUMED);
        pauses(life, LIMITED, State.LIVE, new PublishedJourney.Pause(HELD, RESUMED, true, true))
                .changed();

        assertThat(life.last().reason()).isEqualTo("max-duration");
        assertThat(life.last().at()).isEqualTo(START.plus(Duration.ofHours(30)));
        assertThat(life.sends()).isEmpty();
    }

    private static Life limited() {
        Life life = Life.with(LIMITED).track("Started").at(HELD);
        return pauses(life, LIMITED, State.HELD, new PublishedJourney.Pause(HELD, null, true, false))
                .changed();
    }

    @Test
    void entriesAreRefusedInThePauseAndByItsOwnTimes() {
        Life life = Life.of("profile-1");
        pauses(life, State.LIVE, new PublishedJourney.Pause(HELD, RESUMED, false, false));

        assertThat(life.at(HELD).track("Started").told()).endsWith("refused (paused)");
        assertThat(life.at(RESUMED).track("Started").told()).endsWith("waiting first (for)");
    }

    @Test
    void theShareOfTheProfilesGrowsWithoutANewVersion() {
        String late = Life.profileDrawing("j", "x", 0, 1);
        double draw = Draw.of("rollout", late, "j") * 100;
        PublishedJourney journey = new PublishedJourney(
                "j",
                State.LIVE,
                1,
                List.of(new PublishedJourney.Version(1, DRIP, Instant.EPOCH)),
                List.of(),
                List.of(),
                List.of(
                        new PublishedJourney.Rollout(1, 0, Instant.EPOCH),
                        new PublishedJourney.Rollout(1, draw, START.plusSeconds(60)),
                        new PublishedJourney.Rollout(1, Math.min(100, draw + 0.001), START.plusSeconds(120))));
        Life life = Life.of(late).publish(journey).track("Started");

        assertThat(life.told()).containsExactly("refused (rollout)");
        assertThat(life.after("PT1M").track("Started").told()).endsWith("refused (rollout)");
        assertThat(life.after("PT1M").track("Started").told()).endsWith("waiting first (for)");
    }

    @Test
    void whatIsPassedBringsNoEntryOfATimeThatWasOverWhenTheProfileCameToQualify() {
        JsonNode dated = Documents.json(
                "{ key: 'dated', entry: { on: { date: { trait: 'renewal' } } }, start: 'end', steps: { end: { type: 'exit' } } }");
        Life life = held().publish(dated).at(START.plus(Duration.ofHours(50)));
        life.trait("renewal", START.plus(Duration.ofHours(40)).toString()).backfilled(TimedEntriesTest.segment(dated));
        resume(life.at(RESUMED), true).changed();

        assertThat(life.told("j")).contains("moved one > tag (skipped)");
        assertThat(life.told("dated")).isEmpty();
    }

    private static Life held() {
        Life life = Life.with(DRIP).track("Started").at(HELD);
        return pauses(life, State.HELD, new PublishedJourney.Pause(HELD, null, true, false))
                .changed();
    }

    private static Life resume(Life life, boolean skip) {
        return pauses(life, State.LIVE, new PublishedJourney.Pause(HELD, RESUMED, true, skip));
    }

    private static Life pauses(Life life, State state, PublishedJourney.Pause... pauses) {
        return pauses(life, DRIP, state, pauses);
    }

    private static Life pauses(Life life, JsonNode journey, State state, PublishedJourney.Pause... pauses) {
        return life.publish(new PublishedJourney(
                "j",
                state,
                1,
                List.of(new PublishedJourney.Version(1, journey, Instant.EPOCH)),
                List.of(),
                List.of(pauses),
                List.of()));
    }
}
