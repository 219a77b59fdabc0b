package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.SendCancel;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.DecisionSentences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Journeys that count how often somebody goes round. */
class MaxVisitsTest {

    private static final String LOOP = """
            { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'rest' },
              rest: { type: 'wait', for: 'P1D', next: 'first' }, end: { type: 'exit' } }""";

    private static JsonNode loop(String... more) {
        return Documents.journey("j", LOOP, more);
    }

    @Test
    void whoComesToAStepOnceTooOftenEnds() {
        Life life = Life.with(loop("maxVisits: 2")).track("Started").after("PT240H");

        assertThat(life.told())
                .containsExactly(
                        "entered > first (event)",
                        "moved first > rest (requested)",
                        "waiting rest (for)",
                        "moved rest > first (due)",
                        "moved first > rest (requested)",
                        "waiting rest (for)",
                        "moved rest > first (due)",
                        "exited first (max-visits)");
        assertThat(life.sends()).hasSize(2);
        assertThat(life.timers()).isEmpty();
        assertThat(life.state().live()).isEmpty();
    }

    @Test
    void theReasonSaysHowOftenIsAllowed() {
        Life life = Life.with(loop("maxVisits: 2")).track("Started").after("PT240H");

        assertThat(DecisionSentences.say(life.transitions().stream()
                                .map(DecisionSentences::of)
                                .toList())
                        .getLast()
                        .sentence())
                .isEqualTo("Left at first: it had come here 2 times before, and the journey allows no more.");
        assertThat(life.last().detail()).containsEntry("visit", 3);
    }

    @Test
    void itEndsFromOutsideSoThatWhatIsPendingIsCancelled() {
        Life life = Life.with(loop("maxVisits: 1")).track("Started").after("PT48H");

        assertThat(life.cancels()).extracting(SendCancel::reason).containsExactly("max-visits");
    }

    @Test
    void aJourneyThatCountsNothingGoesRoundForEver() {
        Life life = Life.with(loop()).track("Started").after("PT2400H");

        assertThat(life.sends()).hasSize(101);
        assertThat(life.state().live()).hasSize(1);
    }

    @Test
    void goalsAreStillCountedAfterThat() {
        Life life = Life.with(loop("maxVisits: 1", "goals: [ { key: 'g', on: { event: 'Bought' }, within: 'P9D' } ]"))
                .track("Started")
                .after("PT48H")
                .track("Bought");

        assertThat(life.told()).endsWith("exited first (max-visits)", "goal (goal:g)");
    }

    @Test
    void aMigrationDoesNotForgetHowOftenSomebodyCame() {
        JsonNode counting = loop("maxVisits: 2");
        Life life = Life.with(loop()).track("Started").after("PT25H");
        Migration follow = new Migration(1, null, List.of(1), 2, true, Map.of(), List.of(), life.now());
        life.publish(new PublishedJourney(
                        "j",
                        PublishedJourney.State.LIVE,
                        2,
                        List.of(
                                new PublishedJourney.Version(1, loop(), Instant.EPOCH),
                                new PublishedJourney.Version(2, counting, life.now())),
                        List.of(follow),
                        List.of(),
                        List.of(),
                        List.of()))
                .changed();
        assertThat(life.told()).endsWith("waiting rest (kept)");

        life.after("P1D");

        assertThat(life.told()).endsWith("moved rest > first (due)", "exited first (max-visits)");
    }
}
