package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Waits for windows, waits whose end moves with the profile's zone and data, and waits over years. */
class MovingWaitsTest {

    private static Life waiting(String wait) {
        return Life.with(Documents.journey(
                "j", "{ first: { type: 'wait', " + wait + ", next: 'end' }, end: { type: 'exit' } }"));
    }

    private static Instant due(Life life) {
        return life.state().live().getFirst().waiting().due();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T03:00:00Z, 2026-11-21T03:00:00Z",
        "2026-11-21T05:59:59Z, 2026-11-21T05:59:59Z",
        "2026-11-21T06:00:00Z, 2026-11-21T22:00:00Z",
        "2026-11-21T23:00:00Z, 2026-11-21T23:00:00Z",
    })
    void aWindowOverMidnightIsOpenUntilTheMorning(String start, Instant expected) {
        Life life = waiting("until: { window: { from: '22:00', to: '06:00' } }")
                .at(start)
                .track("Started");

        if (expected.equals(Instant.parse(start))) {
            assertThat(life.told()).contains("moved first > end (window-open)");
        } else {
            assertThat(due(life)).isEqualTo(expected);
        }
    }

    @Test
    void businessHoursOpenOnTheirDays() {
        // The story begins on a Saturday.
        String wait = "until: { window: { from: '09:00', to: '17:00' }, dayOfWeek: ['monday', 'tuesday'] }";

        assertThat(due(waiting(wait).trait("timezone", "Europe/Berlin").track("Started")))
                .isEqualTo("2026-11-23T08:00:00Z");
        assertThat(waiting(wait).at("2026-11-24T16:59:59Z").track("Started").told())
                .contains("moved first > end (window-open)");
    }

    @Test
    void aTimeOfDayFollowsAProfileThatMoves() {
        Life life = waiting("until: { timeOfDay: '09:00' }")
                .trait("timezone", "Europe/Berlin")
                .at("2026-11-21T20:00:00Z")
                .track("Started")
                .after("PT1H")
                .trait("timezone", "America/New_York")
                .track("Moved");

        assertThat(due(life)).isEqualTo("2026-11-22T14:00:00Z");
        assertThat(life.told()).endsWith("waiting first (due-moved)");
        assertThat(life.timers()).hasSize(1);
        assertThat(life.at("2026-11-22T14:00:00Z").last().at()).isEqualTo("2026-11-22T14:00:00Z");
    }

    @Test
    void whatHasPassedInTheNewZoneIsOverAtOnce() {
        Life life = waiting("until: { timeOfDay: '09:00' }")
                .trait("timezone", "Europe/Berlin")
                .at("2026-11-21T20:00:00Z")
                .track("Started")
                .at("2026-11-22T02:00:00Z")
                .trait("timezone", "Asia/Tokyo")
                .track("Moved");

        assertThat(life.told()).endsWith("moved first > end (due)", "exited end (completed)");
        assertThat(life.last().at()).isEqualTo("2026-11-22T02:00:00Z");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void aCalendarDayFollowsTheZoneAndHoursDoNot() {
        Life day = waiting("for: 'P1D'").trait("timezone", "Europe/Berlin").at("2026-03-28T11:00:00Z");
        day.track("Started").trait("timezone", "Asia/Tokyo").track("Moved");
        Life hours = waiting("for: 'PT24H'").trait("timezone", "Europe/Berlin").at("2026-03-28T11:00:00Z");
        hours.track("Started").trait("timezone", "Asia/Tokyo").track("Moved");

        assertThat(due(day)).isEqualTo("2026-03-29T11:00:00Z");
        assertThat(due(hours)).isEqualTo("2026-03-29T11:00:00Z");
        assertThat(day.told()).endsWith("waiting first (due-moved)");
        assertThat(hours.told()).endsWith("waiting first (for)");
    }

    @Test
    void aTimeoutInCalendarDaysFollowsTheZone() {
        Life life = waiting("until: { event: 'Paid' }, atMost: 'P1D'")
                .trait("timezone", "Europe/Berlin")
                .at("2026-03-28T11:00:00Z")
                .track("Started");
        assertThat(due(life)).isEqualTo("2026-03-29T10:00:00Z");

        assertThat(due(life.trait("timezone", "UTC").track("Moved"))).isEqualTo("2026-03-29T11:00:00Z");
    }

    @Test
    void aDateIsLookedUpAgainWhenTheTraitChanges() {
        Life life = waiting("until: { date: { trait: 'renewal' }, offset: '-P7D', timeOfDay: '09:00' }")
                .trait("renewal", "2026-12-24")
                .track("Started")
                .trait("renewal", "2027-12-24")
                .track("Renewed");
        assertThat(due(life)).isEqualTo("2027-12-17T09:00:00Z");
        assertThat(life.timers()).hasSize(1);

        life.trait("renewal", "2026-11-22").track("Corrected");
        assertThat(life.told())
                .endsWith("waiting first (due-moved)", "moved first > end (due)", "exited end (completed)");
    }

    @Test
    void aDateThatGoesAwayEndsTheWait() {
        Life life = waiting("until: { date: { trait: 'renewal' } }")
                .trait("renewal", "2026-12-24")
                .track("Started")
                .trait("renewal", "never")
                .track("Cancelled");

        assertThat(life.told()).endsWith("moved first > end (no-date)", "exited end (completed)");
    }

    @Test
    void aWaitThatMovesWhileTheJourneyStandsStillGoesOnAfterIt() {
        var journey = Documents.journey(
                "j",
                "{ first: { type: 'wait', until: { date: { trait: 'renewal' } }, next: 'end' }, end: { type: 'exit' } }");
        Life life = Life.with(journey)
                .trait("renewal", "2026-12-24")
                .track("Started")
                .publish(PublishedJourney.State.HELD, journey)
                .trait("renewal", "2026-11-20")
                .track("Corrected");
        assertThat(life.told()).endsWith("waiting first (due-moved)");

        life.after("PT1H").publish(PublishedJourney.State.LIVE, journey).changed();
        assertThat(life.told()).endsWith("moved first > end (due)", "exited end (completed)");
    }

    @ParameterizedTest
    @CsvSource({
        "P400D, 2026-11-21T10:00:00Z, 2027-12-26T10:00:00Z",
        "P2Y,   2026-11-21T10:00:00Z, 2028-11-21T10:00:00Z",
        "P1Y,   2028-02-29T10:00:00Z, 2029-02-28T10:00:00Z",
        "P4Y,   2028-02-29T10:00:00Z, 2032-02-29T10:00:00Z",
        "P1M,   2027-01-31T10:00:00Z, 2027-02-28T10:00:00Z",
        "P1M,   2028-01-31T10:00:00Z, 2028-02-29T10:00:00Z",
    })
    void aWaitCanBeLongerThanAYearAndKnowsLeapDays(String span, String start, Instant expected) {
        Life life = waiting("for: '" + span + "'").at(start).track("Started");
        assertThat(due(life)).isEqualTo(expected);

        assertThat(life.at(expected.minusMillis(1)).state().live()).hasSize(1);
        assertThat(life.at(expected).state().isEmpty()).isTrue();
    }
}
