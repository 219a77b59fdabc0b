package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.journey.definition.Documents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the instant steps do. */
class StepsTest {

    private static SourceEvent update(String fields) {
        return Life.with(Documents.journey(
                        "j", "{ first: { type: 'update', " + fields + ", next: 'end' }, end: { type: 'exit' } }"))
                .trait("plan", "pro")
                .track("Started", "total", 42)
                .published()
                .getFirst();
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
    void whatDependsOnPresentValuesIsLeftToProfileServiceSoThatChangesAtATimeDoNotOverwriteEachOther() {
        assertThat(update("increment: { x: 5 }").traits()).isEmpty();
        assertThat(update("increment: { x: 5 }").context())
                .isEqualTo(Map.of("itinera", Map.of("increment", Map.of("x", 5))));
        assertThat(update("unset: 'x', append: { tags: 'b' }, remove: { tags: ['a'] }")
                        .context())
                .isEqualTo(Map.of(
                        "itinera",
                        Map.of(
                                "unset",
                                List.of("x"),
                                "append",
                                Map.of("tags", "b"),
                                "remove",
                                Map.of("tags", List.of("a")))));
    }

    @Test
    void anUpdateTakesValuesFromTheProfileAndTheEvent() {
        assertThat(update("set: { last: { property: 'total' }, was: { trait: 'plan' }, gone: { trait: 'no' },"
                                + " as: { literal: { trait: 'plan' } }, deep: { in: [ { property: 'total' }, 1 ] } }")
                        .traits())
                .isEqualTo(Map.of(
                        "last", 42, "was", "pro", "as", Map.of("trait", "plan"), "deep", Map.of("in", List.of(42, 1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "increment: { n: 5 }|{ trait: 'n', eq: 15 }",
                "increment: { text: 5 }|{ trait: 'text', eq: 5 }",
                "increment: { none: 0.5 }|{ trait: 'none', eq: 0.5 }",
                "unset: 'n'|{ trait: 'n', exists: false }",
                "unset: 'n', increment: { n: 1 }|{ trait: 'n', eq: 1 }",
                "append: { tags: ['a', 'b'] }|{ trait: 'tags', eq: ['a', 'b'] }",
                "append: { none: 'b' }|{ trait: 'none', eq: ['b'] }",
                "remove: { tags: 'a' }|{ trait: 'tags', eq: [] }",
                "remove: { n: 10 }|{ trait: 'n', eq: 10 }"
            })
    void laterStepsSeeWhatAChangeComesTo(String change, String holds) {
        Life life = Life.with(Documents.journey(
                "j",
                "{ first: { type: 'update', " + change + ", next: 'check' },"
                        + " check: { type: 'branch', branches: [ { when: " + holds
                        + ", next: 'yes' } ], otherwise: 'no' },"
                        + " yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } }"));
        life.trait("n", 10).trait("text", "ten").trait("tags", List.of("a"));

        assertThat(life.track("Started").told()).endsWith("exited yes (yes)");
    }

    @Test
    void anEmitStepPutsAnEventOfTheProfileOnTheStream() {
        Life life = Life.with(Documents.journey("j", """
                { first: { type: 'emit', event: 'Lead Qualified', next: 'end',
                           properties: { plan: { trait: 'plan' }, total: { property: 'total' }, by: 'journey' } },
                  end: { type: 'exit' } }"""));
        life.trait("plan", "pro").track("Started", "total", 42);

        SourceEvent event = life.published().getFirst();
        assertThat(event.type()).isEqualTo(EventType.TRACK);
        assertThat(event.name()).isEqualTo("Lead Qualified");
        assertThat(event.profileId()).isEqualTo("profile-1");
        assertThat(event.properties()).isEqualTo(Map.of("plan", "pro", "total", 42, "by", "journey"));
        assertThat(event.receivedAt()).isEqualTo(Life.START);
        assertThat(life.told()).endsWith("moved first > end (emitted)", "exited end (completed)");
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
