package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.journey.definition.Documents;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an event does that was brought back for the record only. */
class ForTheRecordTest {

    private static final String JOURNEY = """
            { key: 'j', entry: { on: { event: 'Started' } },
              goals: [ { key: 'paid', on: { event: 'Paid' }, within: 'P7D' } ],
              exits: [ { key: 'gone', on: { event: 'Gone' } } ], start: 'look', steps: {
                look: { type: 'wait', until: { event: 'Paid' }, atMost: 'P1D', then: 'mail', onTimeout: 'which' },
                which: { type: 'branch', branches: [ { when: { trait: 'plan', eq: 'pro' }, next: 'end' } ], otherwise: 'mail' },
                mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' }, end: { type: 'exit' } } }""";

    private static Activity.Tracked forTheRecord(String event) {
        return told(event, false);
    }

    private static Activity.Tracked told(String event, boolean journeys) {
        Map<String, Object> context = Map.of("itinera", Map.of("journeys", journeys));
        return new Activity.Tracked(EventType.TRACK, event, Map.of(), context, Life.START, "test");
    }

    @Test
    void entersNobodyAndSaysSo() {
        Life life = Life.with(JOURNEY);

        life.happen(forTheRecord("Started"));
        assertThat(life.told()).containsExactly("refused (for-the-record)");

        life.happen(told("Started", true));
        assertThat(life.told()).endsWith("entered > look (event)", "waiting look (event)");
    }

    @Test
    void reachesGoalsAndEndsNoWait() {
        Life life = Life.with(JOURNEY).track("Started");

        life.happen(forTheRecord("Paid"));

        assertThat(life.told()).endsWith("waiting look (event)", "goal look (goal:paid)");
        assertThat(life.sends()).isEmpty();
        assertThat(life.state().live()).hasSize(1);
    }

    @Test
    void endsWhatItsExitEnds() {
        Life life = Life.with(JOURNEY).track("Started");

        life.happen(forTheRecord("Gone"));

        assertThat(life.told()).endsWith("exited look (exit:gone)");
        assertThat(life.sends()).isEmpty();
    }

    @Test
    void isKnownOfTheProfileFromThenOn() {
        Life life = Life.with(JOURNEY).track("Started");

        life.trait("plan", "pro").happen(forTheRecord("Upgraded"));
        life.after("P1D");

        assertThat(life.told()).endsWith("moved which > end (condition)", "exited end (completed)");
        assertThat(life.sends()).isEmpty();
    }

    private static Life awaiting(String more) {
        Life life = Life.with(Documents.journey("parent", """
                { first: { type: 'enter', journey: 'child', await: true, next: 'mail' %s },
                  late: { type: 'exit', reason: 'late' },
                  mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' }, end: { type: 'exit' } }""".formatted(more)));
        life.publish(Documents.json("""
                { key: 'child', entry: { on: { api: true } }, exits: [ { key: 'gone', on: { event: 'Gone' } } ], start: 'rest',
                  steps: { rest: { type: 'wait', for: 'P9D', next: 'end' }, end: { type: 'exit' } } }"""));
        return life.track("Started").happen(forTheRecord("Gone"));
    }

    @Test
    void letsNobodyGoOnWhoAwaitsTheEndOfWhatItEndsUntilSomethingElseHappens() {
        Life life = awaiting("");
        assertThat(life.told("child")).endsWith("exited rest (exit:gone)");
        assertThat(life.told("parent")).endsWith("waiting first (journey)");

        life.after("PT1H").happen(forTheRecord("Else"));
        assertThat(life.sends()).isEmpty();

        life.track("Else");
        assertThat(life.told("parent"))
                .endsWith(
                        "moved first > mail (journey-ended)", "moved mail > end (requested)", "exited end (completed)");
        assertThat(life.sends()).hasSize(1);
    }

    @Test
    void letsWhoeverAwaitsItGoOnByTheEndWhenTheTimeOfTheWaitIsOver() {
        Life life = awaiting(", atMost: 'P1D', onTimeout: 'late'");
        assertThat(life.told("parent")).endsWith("waiting first (journey)");

        life.after("P1D");

        assertThat(life.told("parent")).contains("moved first > mail (journey-ended)");
        assertThat(life.sends().getFirst().requestedAt()).isEqualTo(Life.START.plusSeconds(86_400));
    }

    @Test
    void endsNoWaitByADateThatIsPastUntilSomethingElseHappens() {
        Life life = Life.with(Documents.journey("j", """
                        { first: { type: 'wait', until: { date: { trait: 'renewal' } }, next: 'mail' },
                          mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' }, end: { type: 'exit' } }"""))
                .trait("renewal", "2026-12-24")
                .track("Started");

        life.trait("renewal", "2026-11-01").happen(forTheRecord("Renewed"));
        assertThat(life.told()).endsWith("waiting first (date)");

        life.after("PT1H").track("Else");
        assertThat(life.told()).endsWith("moved mail > end (requested)", "exited end (completed)");
    }
}
