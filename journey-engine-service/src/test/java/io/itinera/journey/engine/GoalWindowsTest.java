package io.itinera.journey.engine;

import static io.itinera.journey.engine.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when a goal counts: up to the end of its time and not at it, whether the instance goes on or has ended. */
class GoalWindowsTest {

    private static final String GOAL = "goals: [ { key: 'bought', on: { event: 'Bought' }, within: 'PT24H' } ]";
    private static final JsonNode GOES_ON =
            Documents.journey("j", "{ first: { type: 'wait', for: 'P9D', next: 'end' }, end: { type: 'exit' } }", GOAL);
    private static final JsonNode HAS_ENDED = Documents.journey("j", "{ first: { type: 'exit' } }", GOAL);

    @ParameterizedTest
    @CsvSource({"PT23H59M59.999S, 1", "PT24H, 0", "PT24H0.001S, 0"})
    void countsBeforeTheEndOfItsTimeOnly(Duration after, int reached) {
        for (JsonNode journey : new JsonNode[] {GOES_ON, HAS_ENDED}) {
            Life life = Life.with(journey).track("Started").after(after).track("Bought");

            assertThat(life.told()).filteredOn(line -> line.startsWith("goal")).hasSize(reached);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT24H, 0", "PT23H, 1"})
    void ofALateEventItsOwnTimeDecidesWhileTheInstanceGoesOn(Duration occurred, int reached) {
        Life life = Life.with(GOES_ON).track("Started").after("P2D").trackAt(START.plus(occurred), "Bought");

        assertThat(life.told()).filteredOn(line -> line.startsWith("goal")).hasSize(reached);
    }
}
