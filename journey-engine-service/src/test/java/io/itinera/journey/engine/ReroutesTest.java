package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.DecisionSentences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signals that lead somebody who waits elsewhere. */
class ReroutesTest {

    private static final String STEPS = """
            { first: { type: 'wait', for: 'P7D', next: 'mail' },
              mail: { type: 'send', channel: 'email', template: 'next', purpose: 'p', next: 'look' },
              look: { type: 'wait', until: { event: 'Replied' }, atMost: 'P3D', then: 'end', onTimeout: 'end' },
              urgent: { type: 'task', title: 'Call', outcomes: [ { key: 'done', next: 'end' } ] },
              rest: { type: 'wait', until: { event: 'Compared', where: { property: 'score', gte: 1 } }, atMost: 'P9D', then: 'end', onTimeout: 'end' },
              end: { type: 'exit' } }""";

    private static JsonNode journey(String reroutes, String... more) {
        String[] fields = new String[more.length + 1];
        fields[0] = "reroutes: [ " + reroutes + " ]";
        System.arraycopy(more, 0, fields, 1, more.length);
        return Documents.journey("j", STEPS, fields);
    }

    private static Life waiting(String reroutes, String... more) {
        return Life.with(journey(reroutes, more)).track("Started");
    }

    @Test
    void whoWaitsGoesOnElsewhereAtOnceAndItsTimerIsGone() {
        Life life = waiting("{ key: 'rival', on: { event: 'Compared' }, next: 'urgent' }")
                .after("PT5H")
                .track("Compared");

        assertThat(life.told()).endsWith("moved first > urgent (reroute:rival)", "waiting urgent (task)");
        assertThat(life.last().at()).isEqualTo(life.now());
        assertThat(life.timers()).isEmpty();
        assertThat(life.tasks()).hasSize(1);
    }

    @Test
    void whatLedElsewhereIsTheEventThatEndedTheWait() {
        Life life = waiting("{ key: 'rival', on: { event: 'Compared' }, next: 'urgent' }")
                .track("Compared", "score", 7);

        assertThat(life.state().live().getFirst().progress().event()).containsEntry("score", 7);
    }

    @Test
    void theTransitionSaysWhatHappened() {
        Life life = waiting(
                        "{ key: 'rival', on: { event: 'Compared', where: { property: 'score', gt: 5 } }, next: 'urgent' }")
                .track("Compared", "score", 7);

        assertThat(DecisionSentences.say(
                        life.transitions().stream().map(DecisionSentences::of).toList()))
                .anySatisfy(decision -> assertThat(decision.sentence())
                        .startsWith("Went from first to urgent: reroute rival applied: “Compared” happened and ")
                        .contains("score"));
    }

    @Test
    void ofSeveralTheFirstThatAppliesLeadsAndOnlyOnceForAnInput() {
        Life life = waiting(
                        "{ key: 'a', on: { event: 'Compared', where: { property: 'score', gt: 5 } }, next: 'urgent' },"
                                + " { key: 'b', on: { event: 'Compared' }, next: 'rest' },"
                                + " { key: 'c', on: { event: 'Compared' }, from: 'rest', next: 'urgent' }")
                .track("Compared", "score", 3);

        assertThat(life.told())
                .containsExactly(
                        "entered > first (event)",
                        "waiting first (for)",
                        "moved first > rest (reroute:b)",
                        "waiting rest (event)");
    }

    @Test
    void theInputThatLedThereEndsNoWaitThere() {
        Life life = waiting("{ key: 'rival', on: { event: 'Compared' }, from: 'first', next: 'rest' }")
                .track("Compared", "score", 1);
        assertThat(life.told()).endsWith("waiting rest (event)");

        life.track("Compared", "score", 1);

        assertThat(life.told()).endsWith("moved rest > end (event)", "exited end (completed)");
    }

    @Test
    void anExitComesFirstAndAWaitComesAfter() {
        String both = "{ key: 'rival', on: { event: 'Replied' }, next: 'urgent' }";
        Life exits = waiting(both, "exits: [ { key: 'out', on: { event: 'Replied' } } ]")
                .track("Replied");
        Life waits = waiting(both).after("P8D");
        assertThat(waits.told()).endsWith("waiting look (event)");

        assertThat(exits.told()).endsWith("exited first (exit:out)");
        assertThat(waits.track("Replied").told())
                .endsWith("moved look > urgent (reroute:rival)", "waiting urgent (task)");
    }

    @Test
    void itAppliesAtTheStepsThatItNamesOnly() {
        Life life = waiting("{ key: 'rival', on: { event: 'Compared' }, from: ['look'], next: 'urgent' }")
                .track("Compared");
        assertThat(life.told()).endsWith("waiting first (for)");

        life.after("P8D").track("Compared");

        assertThat(life.told()).endsWith("moved look > urgent (reroute:rival)", "waiting urgent (task)");
    }

    @Test
    void aTaskThatIsLeftIsClosed() {
        Life life = waiting("{ key: 'rival', on: { event: 'Compared' }, from: 'first', next: 'urgent' },"
                        + " { key: 'over', on: { segment: 'lost', is: 'entered' }, next: 'end' }")
                .track("Compared")
                .changes("lost", true);

        assertThat(life.told()).endsWith("moved urgent > end (reroute:over)", "exited end (completed)");
        assertThat(life.tasks()).extracting(t -> t.kind().wire()).containsExactly("opened", "closed");
    }

    @Test
    void whoStandsStillIsNotLedElsewhere() {
        JsonNode journey = journey("{ key: 'rival', on: { event: 'Compared' }, next: 'urgent' }");
        Life life = Life.with(journey).track("Started");
        life.publish(PublishedJourney.State.HELD, journey).changed().track("Compared");
        assertThat(life.told()).endsWith("waiting first (for)");

        life.publish(PublishedJourney.State.LIVE, journey).changed().track("Compared");

        assertThat(life.told()).endsWith("waiting urgent (task)");
    }

    @Test
    void stepsThatNeverRestFailAsALoop() {
        Life life = Life.with(Documents.journey(
                        "j",
                        "{ first: { type: 'wait', for: 'P7D', next: 'end' }, end: { type: 'exit' },"
                                + " again: { type: 'enter', journey: 'none', await: true, next: 'again', refused: 'again' } }",
                        "reroutes: [ { key: 'a', on: { event: 'Compared' }, next: 'again' } ]"))
                .track("Started")
                .track("Compared");

        assertThat(life.told()).endsWith("failed again (error: loop)");
        assertThat(life.state().live()).isEmpty();
    }

    @Test
    void theBriefOfAStateNamesWhatLeadsElsewhere() {
        Life life = waiting("{ key: 'rival', on: { event: 'Compared' }, from: 'first', next: 'urgent' }");
        Brief brief = Brief.of(life.state());

        assertThat(brief.mayBeMovedBy(life.catalog(), tracked(life, "Compared")))
                .isTrue();
        assertThat(brief.mayBeMovedBy(life.catalog(), tracked(life, "Something")))
                .isFalse();
    }

    private static Activity tracked(Life life, String event) {
        return life.activity(new Activity.Tracked(EventType.TRACK, event, Map.of(), Map.of(), life.now(), "test"));
    }

    @Test
    void aMigrationBringsTheReroutesOfItsVersion() {
        JsonNode plain = Documents.journey("j", STEPS);
        JsonNode newer = journey("{ key: 'rival', on: { event: 'Compared' }, next: 'urgent' }");
        Life life = Life.with(plain).track("Started");
        List<PublishedJourney.Version> versions = List.of(
                new PublishedJourney.Version(1, plain, Instant.EPOCH),
                new PublishedJourney.Version(2, newer, Life.START));
        life.publish(new PublishedJourney("j", PublishedJourney.State.LIVE, 2, versions))
                .track("Compared");
        assertThat(life.told()).endsWith("waiting first (for)");

        PublishedJourney.Migration follow =
                new PublishedJourney.Migration(1, null, List.of(1), 2, true, Map.of(), List.of(), life.now());
        life.publish(new PublishedJourney(
                        "j",
                        PublishedJourney.State.LIVE,
                        2,
                        versions,
                        List.of(follow),
                        List.of(),
                        List.of(),
                        List.of()))
                .track("Compared");
        assertThat(life.told()).endsWith("moved first > urgent (reroute:rival)", "waiting urgent (task)");
    }
}
