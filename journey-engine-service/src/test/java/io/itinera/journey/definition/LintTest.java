package io.itinera.journey.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Wire;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ trait: 'age', gt: 40, lt: 30 }",
                "{ all: [ { trait: 'age', gte: 40 }, { trait: 'age', lt: 40 } ] }",
                "{ all: [ { trait: 'plan', eq: 'free' }, { trait: 'plan', eq: 'pro' } ] }",
                "{ all: [ { trait: 'plan', eq: 'free' }, { all: [ { trait: 'plan', in: ['pro', 'team'] } ] } ] }",
                "{ all: [ { trait: 'plan', exists: false }, { trait: 'plan', eq: 'pro' } ] }",
                "{ all: [ { segment: 'vip' }, { not: { segment: 'vip' } } ] }",
                "{ trait: 'age', eq: 5, between: [6, 9] }",
                "{ trait: 'plan', eq: 'pro', startsWith: 'free' }",
                "{ trait: 'plan', eq: 'pro', ne: 'pro' }",
                "{ any: [ { trait: 'a', gt: 2, lt: 1 }, { trait: 'b', eq: 1, ne: 1.0 } ] }"
            })
    void findsConditionsThatNoDataCanFulfil(String condition) {
        assertThat(Contradictions.never(condition(condition))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ trait: 'age', gte: 40, lte: 40 }",
                "{ all: [ { trait: 'plan', in: ['free', 'pro'] }, { trait: 'plan', eq: 'pro' } ] }",
                "{ all: [ { trait: 'items.sku', eq: 'a' }, { trait: 'items.sku', eq: 'b' } ] }",
                "{ all: [ { trait: 'a', eq: 1 }, { property: 'a', eq: 2 } ] }",
                "{ any: [ { segment: 'vip' }, { not: { segment: 'vip' } } ] }",
                "{ trait: 'name', gt: 'a', lt: 'Z' }",
                "{ trait: 'a', ne: 1, exists: true }"
            })
    void passesConditionsThatSomeDataFulfils(String condition) {
        assertThat(Contradictions.never(condition(condition))).isFalse();
    }

    @Test
    void warnsOfWaysThatNobodyTakesAndPlacesThatNobodyLeaves() {
        JsonNode journey = Documents.journey("j", """
                { first: { type: 'branch', branches: [ { when: { trait: 'a', gt: 2, lt: 1 }, next: 'split' },
                        { when: { segment: 's' }, next: 'split' }, { when: { segment: 's' }, next: 'split' } ], otherwise: 'split' },
                  split: { type: 'split', arms: [ { key: 'x', weight: 0, next: 'round' }, { key: 'y', weight: 1, next: 'round' } ] },
                  round: { type: 'wait', for: 'P1D', next: 'round' } }""");

        Map<String, String> codes = JourneyDefinitions.check(journey).stream()
                .collect(Collectors.toMap(Finding::pointer, Finding::code, (a, b) -> a));

        assertThat(codes)
                .containsEntry("/steps/first/branches/0/when", "never-true")
                .containsEntry("/steps/first/branches/2", "branch-never-taken")
                .containsEntry("/steps/split/arms/0", "arm-never-taken")
                .containsEntry("/steps/round", "dead-end");
    }

    @Test
    void aLoopThatIsCountedIsNoDeadEnd() {
        JsonNode journey =
                Documents.journey("j", "{ first: { type: 'wait', for: 'P1D', next: 'first' } }", "maxVisits: 5");

        assertThat(JourneyDefinitions.check(journey)).isEmpty();
    }

    @Test
    void aLoopThatAnExitRuleEndsIsNoDeadEnd() {
        JsonNode journey = Documents.journey(
                "j",
                "{ first: { type: 'wait', for: 'P1D', next: 'first' } }",
                "exits: [ { key: 'bought', on: { event: 'Bought' } } ]");

        assertThat(JourneyDefinitions.check(journey)).isEmpty();
    }

    @Test
    void warnsOfAChoiceThatNoMessageTellsOfAndSaysWhereNoGoalDoes() {
        String steps = """
                { first: { type: 'next-best', default: { channel: 'email' }, channels: [ { channel: 'email', next: 'pause' },
                      { channel: 'push', next: 'pause' } ] },
                  pause: { type: 'wait', for: 'PT1H', next: 'mail' },
                  mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'text', when: { bestTime: 'PT2H' } },
                  text: { type: 'send', channel: 'sms', template: 't', purpose: 'p', next: 'end',
                      when: { bestTime: { atMost: 'PT2H', learn: false } } },
                  end: { type: 'exit' } }""";

        assertThat(JourneyDefinitions.check(Documents.journey("j", steps)))
                .extracting(Finding::pointer, Finding::code, Finding::severity)
                .containsExactlyInAnyOrder(
                        tuple("/steps/first/channels/1/next", "answers-unseen", Finding.Severity.WARNING),
                        tuple("/steps/first", "no-primary-goal", Finding.Severity.INFO),
                        tuple("/steps/mail", "no-primary-goal", Finding.Severity.INFO));
        assertThat(JourneyDefinitions.check(Documents.journey(
                        "j",
                        steps.replace("channel: 'sms'", "channel: 'push'"),
                        "goals: [ { key: 'bought', on: { event: 'Bought' }, within: 'P7D' } ]")))
                .isEmpty();
    }

    private static Condition condition(String text) {
        return Conditions.parse(Wire.JSON.convertValue(Documents.json(text), Map.class), "");
    }
}
