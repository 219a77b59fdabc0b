package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.journey.definition.Documents;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the instant steps do. */
class StepsTest {

    private static Map<String, Object> update(String fields, String trait, Object value) {
        Life life = Life.with(Documents.journey(
                "j", "{ first: { type: 'update', " + fields + ", next: 'end' }, end: { type: 'exit' } }"));
        if (value != null) {
            life.trait(trait, value);
        }
        life.track("Started");
        return life.published().getFirst().traits();
    }

    @Test
    void anUpdateIsAnEventOfTheProfileItself() {
        Life life = Life.with(Documents.journey(
                "j", "{ first: { type: 'update', set: { tier: 'gold' }, next: 'end' }, end: { type: 'exit' } }"));
        life.track("Started");

        SourceEvent event = life.published().getFirst();
        assertThat(event.type()).isEqualTo(EventType.IDENTIFY);
        assertThat(event.profileId()).isEqualTo("profile-1");
        assertThat(event.traits()).containsOnly(Map.entry("tier", "gold"));
        assertThat(event.receivedAt()).isEqualTo(Life.START);
        assertThat(event.source()).isEqualTo("journey:j");
        assertThat(event.messageId()).isNotBlank();
    }

    @Test
    void anUpdateSetsIncrementsRemovesAndKeepsLists() {
        Map<String, Object> gone = new HashMap<>();
        gone.put("x", null);

        assertThat(update("increment: { x: 5 }", "x", 10)).isEqualTo(Map.of("x", 15L));
        assertThat(update("increment: { x: 0.1 }", "x", 0.2)).isEqualTo(Map.of("x", 0.3));
        assertThat(update("increment: { x: 5 }", "x", null)).isEqualTo(Map.of("x", 5));
        assertThat(update("increment: { x: 5 }, set: { y: 1 }", "x", "ten")).isEqualTo(Map.of("y", 1));
        assertThat(update("unset: 'x'", "x", 10)).isEqualTo(gone);
        assertThat(update("append: { x: 'b' }", "x", List.of("a"))).isEqualTo(Map.of("x", List.of("a", "b")));
        assertThat(update("append: { x: ['a', 'b'] }", "x", List.of("a"))).isEqualTo(Map.of("x", List.of("a", "b")));
        assertThat(update("append: { x: 'b' }", "x", null)).isEqualTo(Map.of("x", List.of("b")));
        assertThat(update("remove: { x: 'a' }", "x", Arrays.asList("a", "b"))).isEqualTo(Map.of("x", List.of("b")));
    }

    @Test
    void laterStepsSeeWhatAnUpdateChanged() {
        Life life = Life.with(Documents.journey("j", """
                { first: { type: 'update', set: { tier: 'gold' }, next: 'check' },
                  check: { type: 'branch', branches: [ { when: { trait: 'tier', eq: 'gold' }, next: 'yes' } ], otherwise: 'no' },
                  yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } }"""));

        assertThat(life.track("Started").told()).endsWith("exited yes (yes)");
    }

    @Test
    void theFirstBranchThatHoldsWins() {
        Life life = Life.with(Documents.journey("j", """
                { first: { type: 'branch', branches: [
                    { when: { property: 'a', gt: 5 }, next: 'one' }, { when: { property: 'a', gt: 1 }, next: 'two' } ], otherwise: 'three' },
                  one: { type: 'exit', reason: 'one' }, two: { type: 'exit', reason: 'two' }, three: { type: 'exit', reason: 'three' } }"""));

        assertThat(life.track("Started", "a", 9).told()).endsWith("exited one (one)");
        assertThat(life.track("Started", "a", 2).told()).endsWith("exited two (two)");
        assertThat(life.track("Started", "a", 1).told()).endsWith("exited three (three)");
    }

    @Test
    void aChainOfAHundredStepsIsFineAndOneMoreIsALoop() {
        assertThat(chain(100).told()).endsWith("exited s99 (completed)");
        assertThat(chain(101).told()).endsWith("failed s99 (error: loop)");
        assertThat(chain(101).state().isEmpty()).isTrue();
    }

    private static Life chain(int length) {
        StringBuilder steps = new StringBuilder("{ first: { type: 'update', set: { a: 1 }, next: 's1' }");
        for (int i = 1; i < length; i++) {
            steps.append(", s")
                    .append(i)
                    .append(
                            i == length - 1
                                    ? ": { type: 'exit' }"
                                    : ": { type: 'update', set: { a: 1 }, next: 's" + (i + 1) + "' }");
        }
        return Life.with(Documents.journey("j", steps.append(" }").toString())).track("Started");
    }

    @Test
    void anExitRuleCanBeACondition() {
        Life life = Life.with(Documents.journey(
                "j",
                "{ first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }",
                "exits: [ { key: 'left', when: { trait: 'customer', eq: false } } ]"));
        life.track("Started").trait("customer", false).track("Other");

        assertThat(life.told()).endsWith("exited first (exit:left)");
    }

    @Test
    void aGoalCountsByTheEventsOwnTimeAndOnce() {
        Life life = Life.with(Documents.journey(
                "j",
                "{ first: { type: 'wait', for: 'P30D', next: 'check' },"
                        + " check: { type: 'branch', branches: [ { when: { goal: 'buy' }, next: 'yes' } ], otherwise: 'no' },"
                        + " yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } }",
                "goals: [ { key: 'buy', on: { event: 'Bought' }, within: 'P1D' } ]"));
        life.track("Started")
                .after("P3D")
                .trackAt(Life.START.minusSeconds(1), "Bought")
                .track("Bought");
        assertThat(life.told()).endsWith("waiting first (for)");

        life.trackAt(Life.START.plusSeconds(3600), "Bought").trackAt(Life.START.plusSeconds(7200), "Bought");
        assertThat(life.told()).endsWith("waiting first (for)", "goal first (goal:buy)");
        assertThat(life.after("P30D").told()).endsWith("exited yes (yes)");
    }
}
