package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journeys that enter other journeys. */
class EnterStepTest {

    private static JsonNode parent(String enter) {
        return Documents.journey(
                "parent",
                "{ first: { type: 'enter', journey: 'child', next: 'then', " + enter + " },"
                        + " then: { type: 'wait', for: 'P9D', next: 'end' },"
                        + " other: { type: 'exit', reason: 'other' }, end: { type: 'exit' } }");
    }

    private static JsonNode child(String steps, String... more) {
        JsonNode journey = Documents.journey("child", steps, more);
        ((ObjectNode) journey).set("entry", Documents.json("{ on: { api: true }, reentry: { mode: 'every-time' } }"));
        return journey;
    }

    private static JsonNode waitingChild() {
        return child("{ first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit', reason: 'done' } }");
    }

    @Test
    void theOtherJourneyBeginsAtTheSameMomentAndThisOneGoesOn() {
        Life life =
                Life.with(parent("context: { from: 'here' }"), waitingChild()).track("Started", "total", 42);

        assertThat(life.told("parent"))
                .containsExactly("entered > first (event)", "moved first > then (entered)", "waiting then (for)");
        assertThat(life.told("child")).containsExactly("entered > first (enter)", "waiting first (for)");
        Instance other = life.state().live().stream()
                .filter(i -> i.journey().equals("child"))
                .findFirst()
                .orElseThrow();
        assertThat(other.entry().at()).isEqualTo(Life.START);
        assertThat(other.entry().properties()).containsEntry("total", 42);
        assertThat(other.progress().context()).containsEntry("from", "here");
    }

    @Test
    void anAwaitedJourneyLetsThisOneGoOnWhenItEndsWithItsReasonInTheContext() {
        Life life = Life.with(Documents.journey("parent", """
                        { first: { type: 'enter', journey: 'child', await: true, next: 'check' },
                          check: { type: 'branch', branches: [ { when: { context: 'first.reason', eq: 'done' }, next: 'yes' } ], otherwise: 'no' },
                          yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } }"""), waitingChild());
        life.track("Started");
        assertThat(life.told("parent")).endsWith("waiting first (journey)");

        life.after("P1D");

        assertThat(life.told("child")).endsWith("exited end (done)");
        assertThat(life.told("parent"))
                .endsWith("moved first > check (journey-ended)", "moved check > yes (condition)", "exited yes (yes)");
        assertThat(life.last().at()).isEqualTo(Life.START.plus(Duration.ofDays(1)));
    }

    @Test
    void anAwaitedJourneyThatTakesTooLongIsLeftAlone() {
        Life life = Life.with(parent("await: true, atMost: 'PT1H', onTimeout: 'other'"), waitingChild());
        life.track("Started").after("PT2H");

        assertThat(life.told("parent")).endsWith("moved first > other (timeout)", "exited other (other)");
        assertThat(life.told("child")).endsWith("waiting first (for)");
    }

    @Test
    void aRefusedEntryIsToldByTheOtherJourneyAndTheAwaitingOneGoesItsOwnWay() {
        Life life = Life.with(parent("await: true, refused: 'other'"));
        life.publish(PublishedJourney.State.DRAINING, waitingChild()).track("Started");

        assertThat(life.told("child")).containsExactly("refused (paused)");
        assertThat(life.told("parent")).endsWith("moved first > other (entry-refused)", "exited other (other)");
    }

    @Test
    void aJourneyThatThereIsNotRefuses() {
        Life life = Life.with(parent("await: true, refused: 'other'")).track("Started");

        assertThat(life.told("child")).containsExactly("refused (no-journey)");
        assertThat(life.told("parent")).endsWith("exited other (other)");
    }

    @Test
    void theGroupOfTheOtherJourneyAppliesAlsoToTheOneThatEntersIt() {
        Life life = Life.with(
                Documents.journey(
                        "parent",
                        "{ first: { type: 'enter', journey: 'child', next: 'then' },"
                                + " then: { type: 'wait', for: 'P9D', next: 'end' }, end: { type: 'exit' } }",
                        "group: 'g'"),
                child(
                        "{ first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }",
                        "group: 'g'",
                        "priority: 5"));
        life.track("Started");

        assertThat(life.told("parent")).endsWith("waiting then (for)", "exited then (preempted)");
        assertThat(life.told("child")).endsWith("waiting first (for)");
    }

    @Test
    void anEndWhileTheAwaitingJourneyStandsStillIsNotForgotten() {
        Life life = Life.with(parent("await: true"), waitingChild()).track("Started");
        life.publish(PublishedJourney.State.HELD, parent("await: true"))
                .changed()
                .after("P2D");
        assertThat(life.told("child")).endsWith("exited end (done)");
        assertThat(life.told("parent")).endsWith("waiting first (journey)");

        life.publish(PublishedJourney.State.LIVE, parent("await: true")).changed();

        assertThat(life.told("parent")).endsWith("moved first > then (journey-ended)", "waiting then (for)");
    }

    @Test
    void journeysThatEnterEachOtherWithoutAWaitStop() {
        JsonNode entry = Documents.json("{ on: { event: 'Started' }, reentry: { mode: 'every-time' } }");
        JsonNode a = Documents.journey(
                "a", "{ first: { type: 'enter', journey: 'b', await: true, next: 'end' }, end: { type: 'exit' } }");
        JsonNode b = Documents.journey(
                "b", "{ first: { type: 'enter', journey: 'a', await: true, next: 'end' }, end: { type: 'exit' } }");
        ((ObjectNode) a).set("entry", entry);
        ((ObjectNode) b).set("entry", Documents.json("{ on: { api: true }, reentry: { mode: 'every-time' } }"));

        Life life = Life.with(a, b).track("Started");

        assertThat(life.state().live()).isEmpty();
        assertThat(life.told()).contains("refused (loop)").anyMatch(t -> t.endsWith("(error: loop)"));
    }

    @Test
    void aLoopThatATimerBeganLeavesTheEntriesOfAnEventOfTheSameMomentAlone() {
        JsonNode a = each(
                "a",
                "{ first: { type: 'wait', for: 'PT1H', next: 'on' }, on: { type: 'enter', journey: 'b', next: 'end' }, end: { type: 'exit' } }");
        JsonNode b = each("b", "{ first: { type: 'enter', journey: 'c', next: 'end' }, end: { type: 'exit' } }");
        JsonNode c = each("c", "{ first: { type: 'enter', journey: 'b', next: 'end' }, end: { type: 'exit' } }");
        JsonNode other = Documents.journey(
                "other", "{ first: { type: 'enter', journey: 'd', next: 'end' }, end: { type: 'exit' } }");
        JsonNode d = each("d", "{ first: { type: 'exit' } }");
        for (boolean late : List.of(false, true)) {
            Life life = Life.with(a, b, c, other, d).track("a");
            if (late) {
                life.timersNeverFire();
            }
            life.after("PT1H").track("Started");

            assertThat(life.told()).contains("refused (loop)");
            assertThat(life.told("d")).containsExactly("entered > first (enter)", "exited first (completed)");
        }
    }

    /** Its entry is an event of its name, or a request. */
    private static JsonNode each(String key, String steps) {
        JsonNode journey = Documents.journey(key, steps);
        ((ObjectNode) journey)
                .set(
                        "entry",
                        Documents.json("{ on: { event: '%s' }, reentry: { mode: 'every-time' } }".formatted(key)));
        return journey;
    }

    @Test
    void anAwaitedJourneyIsFoundAgainAfterAMerge() {
        Life winner = Life.of("profile-2").publish(parent("await: true")).publish(waitingChild());
        Life life = Life.with(parent("await: true"), waitingChild()).track("Started");
        life.mergeInto(winner);

        winner.after("P2D");

        assertThat(winner.told("parent")).endsWith("moved first > then (journey-ended)", "waiting then (for)");
    }
}
