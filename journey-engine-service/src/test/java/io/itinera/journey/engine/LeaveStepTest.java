package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.Decision;
import io.itinera.journey.explain.DecisionSentences;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Journeys that take the profile out of other journeys. */
class LeaveStepTest {

    private static final String PAUSE =
            "{ first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit', reason: 'done' } }";

    private static JsonNode nurture(String steps) {
        JsonNode journey = Documents.journey("nurture", steps);
        ((ObjectNode) journey)
                .set(
                        "entry",
                        Documents.json("{ on: { event: 'Signed Up' }, reentry: { mode: 'every-time', key: 'plan' } }"));
        return journey;
    }

    private static JsonNode sales(String steps) {
        return Documents.journey(
                "sales",
                "{ first: { type: 'leave', journey: 'nurture', next: 'then' }, " + steps
                        + " then: { type: 'wait', for: 'P9D', next: 'end' }, end: { type: 'exit' } }");
    }

    @Test
    void allInstancesOfTheOtherJourneyEndAtTheSameMomentAndThisOneGoesOn() {
        Life life = Life.with(sales(""), nurture(PAUSE))
                .track("Signed Up", "plan", "a")
                .track("Signed Up", "plan", "b")
                .after("PT2H")
                .track("Started");

        assertThat(life.told("sales"))
                .containsExactly("entered > first (event)", "moved first > then (left)", "waiting then (for)");
        assertThat(life.told("nurture"))
                .filteredOn(t -> t.startsWith("exited"))
                .containsExactly("exited first (removed)", "exited first (removed)");
        assertThat(life.last().at()).isEqualTo(life.now());
        assertThat(life.timers()).extracting(TimerId::journey).containsOnly("sales");
    }

    @Test
    void theEndedInstanceTellsWhichJourneyTookTheProfileOut() {
        Life life = Life.with(sales(""), nurture(PAUSE))
                .track("Signed Up", "plan", "a")
                .track("Started");

        assertThat(said(life, "nurture"))
                .endsWith("Left at first: journey sales took the profile out, at its step first.");
        assertThat(said(life, "sales")).contains("Went from first to then: took the profile out of journey nurture.");
    }

    private static List<String> said(Life life, String journey) {
        List<Decision> decisions = life.transitions().stream()
                .filter(t -> t.journey().journey().equals(journey))
                .map(DecisionSentences::of)
                .toList();
        return DecisionSentences.say(decisions).stream().map(Decision::sentence).toList();
    }

    @Test
    void whatTheOtherJourneyHasPendingIsCancelled() {
        Life life = Life.with(sales(""), nurture("""
                        { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'call' },
                          call: { type: 'task', title: 'Call', outcomes: [ { key: 'done', next: 'end' } ] }, end: { type: 'exit' } }"""))
                .track("Signed Up", "plan", "a")
                .track("Started");

        assertThat(life.cancels()).extracting(SendCancel::reason).containsExactly("removed");
        assertThat(life.tasks()).extracting(t -> t.kind().wire()).containsExactly("opened", "closed");
    }

    @Test
    void whoIsNotInTheOtherJourneyGoesOn() {
        Life life = Life.with(sales(""), nurture(PAUSE)).track("Started");

        assertThat(life.told("nurture")).isEmpty();
        assertThat(life.told("sales")).endsWith("waiting then (for)");
        assertThat(Life.with(sales("")).track("Started").told("sales")).endsWith("waiting then (for)");
    }

    @Test
    void leavingAndThenEnteringBeginsTheOtherJourneyAnew() {
        JsonNode again = Documents.journey(
                "sales",
                "{ first: { type: 'leave', journey: 'nurture', next: 'second' },"
                        + " second: { type: 'enter', journey: 'nurture', properties: { plan: 'a' }, next: 'end' }, end: { type: 'exit' } }");
        Life life = Life.with(again, nurture(PAUSE))
                .track("Signed Up", "plan", "a")
                .after("PT20H")
                .track("Started");

        assertThat(life.told("nurture"))
                .containsExactly(
                        "entered > first (event)",
                        "waiting first (for)",
                        "exited first (removed)",
                        "entered > first (enter)",
                        "waiting first (for)");
        assertThat(life.state().live())
                .singleElement()
                .satisfies(i -> assertThat(i.waiting().since()).isEqualTo(life.now()));
    }

    @Test
    void whoWaitsForTheOtherJourneyGoesOn() {
        JsonNode waiting = Documents.journey(
                "waiting",
                "{ first: { type: 'enter', journey: 'nurture', properties: { plan: 'a' }, await: true, next: 'end' },"
                        + " end: { type: 'exit' } }");
        ((ObjectNode) waiting).set("entry", Documents.json("{ on: { event: 'Begun' } }"));
        Life life = Life.with(sales(""), nurture(PAUSE), waiting).track("Begun").track("Started");

        assertThat(life.told("waiting")).endsWith("moved first > end (journey-ended)", "exited end (completed)");
        assertThat(life.transitions().stream()
                        .filter(t -> t.kind() == Transition.Kind.MOVED)
                        .filter(t -> t.journey().journey().equals("waiting"))
                        .findFirst()
                        .orElseThrow()
                        .detail())
                .containsEntry("reason", "removed");
    }

    @Test
    void alsoWhoStandsStillLeaves() {
        Life held = Life.with(sales(""), nurture(PAUSE)).track("Signed Up", "plan", "a");
        held.publish(PublishedJourney.State.HELD, nurture(PAUSE)).changed().track("Started");
        Life lost = Life.with(sales(""), nurture(PAUSE)).track("Signed Up", "plan", "a");
        lost.publish(new PublishedJourney(
                        "nurture",
                        PublishedJourney.State.LIVE,
                        2,
                        List.of(new PublishedJourney.Version(2, nurture(PAUSE), Instant.EPOCH))))
                .track("Started");

        assertThat(held.told("nurture")).endsWith("exited first (removed)");
        assertThat(lost.told("nurture")).endsWith("exited first (removed)");
        assertThat(lost.state().live()).extracting(Instance::journey).containsExactly("sales");
    }
}
