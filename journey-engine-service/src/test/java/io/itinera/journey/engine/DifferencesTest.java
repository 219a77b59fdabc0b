package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.journey.definition.Documents;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the engine once did other than the language says, each found beside the reference implementation. */
class DifferencesTest {

    private static final String END = "end: { type: 'exit' }";

    private static Life hold(Life life, JsonNode journey, Instant from, Instant until) {
        return life.publish(new PublishedJourney(
                "j",
                until == null ? State.HELD : State.LIVE,
                1,
                List.of(new PublishedJourney.Version(1, journey, Instant.EPOCH)),
                List.of(),
                List.of(new PublishedJourney.Pause(from, until, true, false)),
                List.of()));
    }

    @Test
    void anExitRuleThatTimeAloneMadeTrueEndsTheInstanceBeforeTheMessageThatFollowsAWait() {
        Life life = Life.with(Documents.journey(
                        "j",
                        "{ first: { type: 'wait', for: 'P3D', next: 'mail' }, mail: { type: 'send', channel: 'email',"
                                + " template: 't', purpose: 'p', next: 'end' }, " + END + " }",
                        "exits: [ { key: 'trial-over', when: { trait: 'trialEnds', before: 'PT0S' } } ]"))
                .trait("trialEnds", "2026-11-22")
                .track("Started")
                .after("P3D");

        assertThat(life.told()).endsWith("exited first (exit:trial-over)");
        assertThat(life.sends()).isEmpty();
    }

    @Test
    void anArmThatWasDrawnStaysAlsoUnderTheProfileThatItWasMergedInto() {
        JsonNode journey = Documents.journey("j", """
                { first: { type: 'split', arms: [ { key: 'a', next: 'rest' }, { key: 'b', next: 'rest' } ] },
                  rest: { type: 'wait', for: 'P1D', next: 'first' } }""");
        Life a = Life.of(Life.profileDrawing("j", "first", 0, 0.4))
                .publish(journey)
                .track("Started");
        Life b = Life.of(Life.profileDrawing("j", "first", 0.6, 1)).publish(journey);
        a.mergeInto(b);

        assertThat(b.after("P1D").told()).contains("moved first > rest (arm:a)");
        assertThat(b.transitions().stream().filter(t -> t.reason().equals("arm:a")))
                .allSatisfy(t -> assertThat(t.detail()).containsEntry("kept", true));
    }

    @Test
    void theMaximalDurationCountsInTheZoneThatAnEarlierJourneySetAtTheSameMoment() {
        Life life = Life.with(
                        Documents.journey(
                                "mover",
                                "{ first: { type: 'update', set: { timezone: 'Europe/Berlin' }, next: 'end' }, " + END
                                        + " }",
                                "priority: 9"),
                        Documents.journey(
                                "j",
                                "{ first: { type: 'wait', until: { event: 'Never' }, then: 'end' }, " + END + " }",
                                "maxDuration: 'P1D'"))
                .at("2026-03-28T11:00:00Z")
                .track("Started");

        assertThat(life.state().live().getFirst().expires()).isEqualTo("2026-03-29T10:00:00Z");
    }

    @Test
    void afterAMergeOneJourneyOfAGroupStays() {
        JsonNode low = Documents.journey(
                "low", "{ first: { type: 'wait', for: 'P5D', next: 'end' }, " + END + " }", "group: 'g'");
        JsonNode high = Documents.journey(
                "high",
                "{ first: { type: 'wait', for: 'P5D', next: 'end' }, " + END + " }",
                "group: 'g'",
                "priority: 5");
        Life a = Life.of("a").publish(low).track("Started");
        Life b = Life.of("b").publish(high).track("Started");
        b.publish(low);
        a.publish(high).mergeInto(b);

        assertThat(b.state().live()).extracting(Instance::journey).containsExactly("high");
        assertThat(b.told("low")).endsWith("moved first (merged)", "exited first (preempted)");
    }

    @Test
    void whatAJourneyWaitedForAndCameWhileItStoodStillIsNotLost() {
        JsonNode journey = Documents.journey(
                "j",
                "{ first: { type: 'wait', until: { event: 'Paid' }, atMost: 'P1D', then: 'end', onTimeout: 'late' },"
                        + " late: { type: 'exit', reason: 'late' }, " + END + " }");
        Instant held = Life.START.plusSeconds(60);
        Life life = Life.with(journey).track("Started").at(held);
        hold(life, journey, held, null)
                .changed()
                .after("PT1H")
                .track("Paid", "amount", 5)
                .after("P3D");
        assertThat(life.told()).endsWith("waiting first (event)");

        hold(life, journey, held, life.now()).changed();
        assertThat(life.told()).endsWith("moved first > end (event)", "exited end (completed)");
        assertThat(life.last().at()).isEqualTo(life.now());
    }

    @Test
    void anEngineThatLagsTakesManyEntriesForNoLoop() {
        JsonNode hourly = Documents.journey("hourly", """
                { first: { type: 'wait', for: 'PT1H', next: 'ask' },
                  ask: { type: 'enter', journey: 'other', next: 'first' } }""", "maxDuration: 'P10D'");
        JsonNode other =
                Documents.json("{ key: 'other', entry: { on: { api: true } }, start: 'end', steps: { " + END + " } }");
        Life punctual = Life.with(hourly, other).track("Started").after("P11D").track("Other");
        Life late = Life.with(hourly, other)
                .timersNeverFire()
                .track("Started")
                .after("P11D")
                .track("Other");

        assertThat(late.transitions()).isEqualTo(punctual.transitions());
        assertThat(late.told("other")).doesNotContain("refused (loop)");
    }
}
