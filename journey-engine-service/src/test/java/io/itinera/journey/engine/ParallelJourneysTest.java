package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.DecisionSentences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Journeys that run beside each other, and are waited for together. */
class ParallelJourneysTest {

    private static JsonNode both(String more) {
        return Documents.journey(
                "parent",
                "{ first: { type: 'enter', journey: ['short', 'long'], next: 'check', " + more + " },"
                        + " check: { type: 'branch', branches: ["
                        + " { when: { context: 'first.journeys.long.reason', eq: 'won' }, next: 'won' } ], otherwise: 'end' },"
                        + " won: { type: 'exit', reason: 'won' }, late: { type: 'exit', reason: 'late' },"
                        + " nobody: { type: 'exit', reason: 'nobody' }, end: { type: 'exit' } }");
    }

    private static JsonNode path(String key, String span, String reason) {
        JsonNode journey = Documents.journey(
                key,
                "{ first: { type: 'wait', for: '" + span + "', next: 'end' }, end: { type: 'exit', reason: '" + reason
                        + "' } }");
        ((ObjectNode) journey).set("entry", Documents.json("{ on: { api: true }, reentry: { mode: 'every-time' } }"));
        return journey;
    }

    private static Life started(String more) {
        return Life.with(both(more), path("short", "P1D", "lost"), path("long", "P3D", "won"))
                .track("Started");
    }

    @Test
    void theyBeginAtTheSameMoment() {
        Life life = started("await: 'all'");

        assertThat(life.told("parent")).endsWith("waiting first (journey)");
        assertThat(life.told("short")).containsExactly("entered > first (enter)", "waiting first (for)");
        assertThat(life.told("long")).containsExactly("entered > first (enter)", "waiting first (for)");
    }

    @Test
    void allAreOverWhenTheLastHasEndedAndEachTellsItsReason() {
        Life life = started("await: 'all'").after("PT25H");
        assertThat(life.told("parent")).endsWith("waiting first (journey)");

        life.after("P2D");

        assertThat(life.told("parent"))
                .endsWith("moved first > check (journey-ended)", "moved check > won (condition)", "exited won (won)");
        assertThat(said(life))
                .contains("Went from first to check: journey long ended with won, as the last of short and long.");
    }

    @Test
    void theFirstToEndIsEnoughForAnyAndTheOtherGoesOn() {
        Life life = started("await: 'any'").after("PT25H");

        assertThat(life.told("parent"))
                .endsWith(
                        "moved first > check (journey-ended)",
                        "moved check > end (otherwise)",
                        "exited end (completed)");
        assertThat(life.told("long")).endsWith("waiting first (for)");
        assertThat(said(life)).contains("At first: waits for the first of journeys short and long to end.");
    }

    private static List<String> said(Life life) {
        return DecisionSentences.say(life.transitions().stream()
                        .filter(t -> t.journey().journey().equals("parent"))
                        .map(DecisionSentences::of)
                        .toList())
                .stream()
                .map(decision -> decision.sentence())
                .toList();
    }

    @Test
    void nobodyIsWaitedForWithoutAwait() {
        Life life = started("await: false");

        assertThat(life.told("parent")).contains("moved first > check (entered)");
        assertThat(life.state().live()).extracting(Instance::journey).containsExactlyInAnyOrder("short", "long");
    }

    @Test
    void aRefusedEntryCountsAsOverAndAllRefusedIsAWayOfItsOwn() {
        Life one = Life.with(both("await: 'all', refused: 'nobody'"), path("long", "P3D", "won"))
                .track("Started");
        assertThat(one.told("parent")).endsWith("waiting first (journey)");
        one.after("P4D");
        Life none = Life.with(both("await: 'any', refused: 'nobody'")).track("Started");

        assertThat(one.told("parent")).endsWith("exited won (won)");
        assertThat(none.told("parent")).endsWith("moved first > nobody (entry-refused)", "exited nobody (nobody)");
    }

    @Test
    void notAllInTimeIsATimeout() {
        Life life = started("await: 'all', atMost: 'P2D', onTimeout: 'late'").after("P2D");

        assertThat(life.told("parent")).endsWith("moved first > late (timeout)", "exited late (late)");
        assertThat(life.told("long")).endsWith("waiting first (for)");
    }

    @Test
    void endsWhileTheWaitingJourneyStandsStillAreAllKept() {
        Life life = started("await: 'all'");
        life.publish(PublishedJourney.State.HELD, both("await: 'all'"))
                .changed()
                .after("P5D");
        assertThat(life.told("parent")).endsWith("waiting first (journey)");

        life.publish(PublishedJourney.State.LIVE, both("await: 'all'")).changed();

        assertThat(life.told("parent")).endsWith("moved check > won (condition)", "exited won (won)");
    }

    @Test
    void whoWaitsGoesOnWhenAMigrationEndsTheOtherAtTheVeryMomentOfItsEntry() {
        JsonNode gone = Documents.journey("short", "{ first: { type: 'exit' } }");
        ((ObjectNode) gone).set("entry", Documents.json("{ on: { api: true } }"));
        Life life = Life.with(both("await: 'any'"), path("long", "P3D", "won"))
                .publish(new PublishedJourney(
                        "short",
                        PublishedJourney.State.LIVE,
                        2,
                        List.of(
                                new PublishedJourney.Version(1, path("short", "P1D", "lost"), Instant.EPOCH),
                                new PublishedJourney.Version(2, gone, Life.START.plusSeconds(60))),
                        List.of(new PublishedJourney.Migration(
                                1, null, List.of(1), 2, false, Map.of(), List.of("first"), Life.START)),
                        List.of(),
                        List.of(),
                        List.of()))
                .track("Started");

        assertThat(life.told("short")).endsWith("exited first (migrated)");
        assertThat(life.told("parent")).endsWith("exited end (completed)");
    }

    @Test
    void theyAreFoundAgainAfterAMerge() {
        Life winner = Life.of("profile-2")
                .publish(both("await: 'all'"))
                .publish(path("short", "P1D", "lost"))
                .publish(path("long", "P3D", "won"));
        started("await: 'all'").after("PT25H").mergeInto(winner);

        winner.after("P3D");

        assertThat(winner.told("parent")).endsWith("exited won (won)");
    }
}
