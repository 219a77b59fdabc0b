package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.InventedZone;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time zone data changes while people wait: a country decides that its clocks go forward for good on the first of December. */
class ZoneRulesChangeTest {

    @BeforeEach
    void asEver() {
        InventedZone.always(1);
    }

    private static void decided() {
        InventedZone.changes("2026-12-01T00:00:00", 1, 2);
    }

    private static JsonNode journey(String wait) {
        return Documents.journey("j", "{ first: { type: 'wait', " + wait + ", next: 'end' }, end: { type: 'exit' } }");
    }

    private static Life waiting(String wait) {
        return Life.with(journey(wait))
                .trait("timezone", InventedZone.ID)
                .trait("renewal", "2026-12-24")
                .track("Started");
    }

    private static Life hears(Life life) {
        return life.apply(new Input.ZoneRulesChanged(life.now()));
    }

    private static Instant due(Life life) {
        return life.state().live().getFirst().waiting().due();
    }

    // The story begins on 21 November at 10:00 UTC, 11:00 on the clocks there.
    @ParameterizedTest
    @CsvSource({
        "for: 'P14D',                                                               2026-12-05T10:00:00Z, 2026-12-05T09:00:00Z",
        "for: 'PT336H',                                                             2026-12-05T10:00:00Z, 2026-12-05T10:00:00Z",
        "'until: { event: ''Paid'' }, atMost: ''P1M''',                             2026-12-21T10:00:00Z, 2026-12-21T09:00:00Z",
        "'until: { date: { trait: ''renewal'' }, offset: ''-P7D'' }',               2026-12-16T23:00:00Z, 2026-12-16T22:00:00Z",
        "'until: { date: { trait: ''renewal'' }, timeOfDay: ''09:00'' }',           2026-12-24T08:00:00Z, 2026-12-24T07:00:00Z",
    })
    void whatFollowsACalendarIsFoundAgainAndWhatIsExactIsNot(String wait, Instant before, Instant after) {
        Life life = waiting(wait);
        assertThat(due(life)).isEqualTo(before);

        decided();

        assertThat(due(hears(life))).isEqualTo(after);
        assertThat(life.timers()).hasSize(1).allSatisfy(timer -> assertThat(timer.due())
                .isEqualTo(after));
        assertThat(life.told()).endsWith(before.equals(after) ? "waiting first (for)" : "waiting first (due-moved)");
        assertThat(life.at(after).state().live()).isEmpty();
        assertThat(life.last().at()).isEqualTo(after);
    }

    @Test
    void aTimeOfDayAndAWindowFollow() {
        Life clock = Life.with(journey("until: { timeOfDay: '09:00', dayOfWeek: ['tuesday'] }"))
                .trait("timezone", InventedZone.ID)
                .at("2026-11-30T20:00:00Z")
                .track("Started");
        Life window = Life.with(journey("until: { window: { from: '09:00', to: '17:00' } }"))
                .trait("timezone", InventedZone.ID)
                .at("2026-11-30T20:00:00Z")
                .track("Started");
        assertThat(due(clock)).isEqualTo(due(window)).isEqualTo("2026-12-01T08:00:00Z");

        decided();

        assertThat(due(hears(clock))).isEqualTo("2026-12-01T07:00:00Z");
        assertThat(due(hears(window))).isEqualTo("2026-12-01T07:00:00Z");
    }

    @Test
    void whatIsPastByTheNewRulesComesAtOnce() {
        Life life = waiting("for: 'P14D'").at("2026-12-05T09:30:00Z");

        decided();
        hears(life);

        assertThat(life.told())
                .endsWith("waiting first (due-moved)", "moved first > end (due)", "exited end (completed)");
        assertThat(life.last().at()).isEqualTo("2026-12-05T09:30:00Z");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void whatWasDueByTheOldRulesHasCome() {
        InventedZone.always(2);
        Life life = waiting("for: 'P14D'").timersNeverFire().at("2026-12-05T10:30:00Z");
        InventedZone.changes("2026-12-01T00:00:00", 2, 1);

        assertThat(hears(life).last().at()).isEqualTo("2026-12-05T10:00:00Z");
    }

    @Test
    void aWaitWhoseJourneyStandsStillMovesAndGoesOnAfterIt() {
        JsonNode journey = journey("for: 'P14D'");
        Life life = waiting("for: 'P14D'")
                .publish(PublishedJourney.State.HELD, journey)
                .at("2026-12-05T09:30:00Z");
        decided();

        assertThat(hears(life).told()).endsWith("waiting first (due-moved)");
        assertThat(life.publish(journey).changed().told()).endsWith("exited end (completed)");
    }

    @Test
    void anEntryThatTimeBringsFollows() {
        JsonNode journey = Documents.json(
                "{ key: 'j', entry: { on: { schedule: { at: '09:00' } }, audience: { trait: 'plan', eq: 'pro' } },"
                        + " start: 'end', steps: { end: { type: 'exit' } } }");
        String segment =
                JourneyDefinitions.segments(journey, 1).keySet().iterator().next();
        Life life = Life.with(journey)
                .trait("timezone", InventedZone.ID)
                .backfilled(segment)
                .at("2026-12-01T07:30:00Z");
        assertThat(life.timers()).extracting(TimerId::due).containsExactly(Instant.parse("2026-12-01T08:00:00Z"));

        decided();
        hears(life);

        assertThat(life.transitions())
                .filteredOn(t -> t.kind() == Transition.Kind.ENTERED)
                .last()
                .satisfies(entered -> assertThat(entered.at()).isEqualTo("2026-12-01T07:30:00Z"));
        assertThat(life.timers()).extracting(TimerId::due).containsExactly(Instant.parse("2026-12-02T07:00:00Z"));
    }

    @Test
    void theSameRulesChangeNothing() {
        Life life = waiting("for: 'P14D'");
        ProfileState before = life.state();

        Outcome outcome = Advance.apply(life.catalog(), before, new Input.ZoneRulesChanged(life.now()));

        assertThat(outcome.after()).isEqualTo(before);
        assertThat(outcome.effects()).isEmpty();
    }
}
