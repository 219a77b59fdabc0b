package io.itinera.journey.engine;

import static io.itinera.journey.engine.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.Documents;
import org.junit.jupiter.api.Test;

/** At most one journey of a group is active for a profile. */
class GroupsTest {

    @Test
    void aJourneyThatBlocksWaitsItsTurnAlsoWithTheHigherPriority() {
        Life life = Life.with(journey("low", 1, ""), journey("high", 2, ", conflict: 'block'"))
                .track("low")
                .track("high");

        assertThat(life.told("high")).containsExactly("refused (group)");
        assertThat(life.last().detail())
                .containsEntry("journey", "low")
                .containsEntry("priority", 2)
                .containsEntry("otherPriority", 1)
                .containsEntry("conflict", "block");
        assertThat(life.after("P2D").track("high").told("high")).endsWith("waiting first (for)");
    }

    @Test
    void whoIsPreemptedIsToldByWhom() {
        Life life = Life.with(journey("low", 1, ""), journey("high", 2, ""))
                .track("low")
                .track("high");

        assertThat(life.transitions().stream()
                        .filter(t -> "preempted".equals(t.reason()))
                        .findFirst()
                        .orElseThrow()
                        .detail())
                .containsEntry("by", "high")
                .containsEntry("priority", 1)
                .containsEntry("otherPriority", 2);
    }

    @Test
    void aPriorityThatHasExpiredCountsAsNone() {
        JsonNode season = journey("season", 9, ", priorityUntil: '" + START.plusSeconds(3_600) + "'");
        Life life = Life.with(journey("always", 5, ""), season);

        assertThat(life.track("always").track("season").told("season")).endsWith("waiting first (for)");
        life.after("PT1H").track("always");
        assertThat(life.told("season")).endsWith("exited first (preempted)");
        assertThat(life.track("season").told("season")).endsWith("refused (group)");
    }

    private static JsonNode journey(String key, int priority, String more) {
        return Documents.json(
                "{ key: '%s', entry: { on: { event: '%s' } }, start: 'first', group: 'g', priority: %d%s, steps: { first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } } }"
                        .formatted(key, key, priority, more));
    }
}
