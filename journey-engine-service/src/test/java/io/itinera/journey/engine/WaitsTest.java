package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.MessageStatus;
import io.itinera.journey.definition.Documents;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When each form of wait ends, also where clocks change, and in which order what is due applies. */
class WaitsTest {

    private static Life waiting(String wait) {
        return Life.with(Documents.journey(
                "j", "{ first: { type: 'wait', " + wait + ", next: 'end' }, end: { type: 'exit' } }"));
    }

    private static Instant due(Life life) {
        return life.state().live().getFirst().waiting().due();
    }

    @ParameterizedTest
    @CsvSource({
        "PT24H, 2026-03-28T11:00:00Z, 2026-03-29T11:00:00Z",
        "P1D,   2026-03-28T11:00:00Z, 2026-03-29T10:00:00Z",
        "P1D,   2026-03-28T01:30:00Z, 2026-03-29T01:00:00Z",
        "P1D,   2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z",
    })
    void aDurationFollowsTheProfilesZone(String span, String start, String expected) {
        Life life = waiting("for: '" + span + "'")
                .trait("timezone", "Europe/Berlin")
                .at(start)
                .track("Started");

        assertThat(due(life)).isEqualTo(expected);
    }

    @Test
    void theZoneIsTheProfilesElseTheJourneysElseUtc() {
        String steps = "{ first: { type: 'wait', until: { timeOfDay: '09:00' }, next: 'end' }, end: { type: 'exit' } }";

        assertThat(due(Life.with(Documents.journey("j", steps)).track("Started")))
                .isEqualTo("2026-11-22T09:00:00Z");
        assertThat(due(Life.with(Documents.journey("j", steps, "timezone: 'Asia/Tokyo'"))
                        .track("Started")))
                .isEqualTo("2026-11-22T00:00:00Z");
        assertThat(due(Life.with(Documents.journey("j", steps, "timezone: 'Asia/Tokyo'"))
                        .trait("timezone", "Europe/Berlin")
                        .track("Started")))
                .isEqualTo("2026-11-22T08:00:00Z");
        assertThat(due(Life.with(Documents.journey("j", steps, "timezone: 'Asia/Tokyo'"))
                        .trait("timezone", "Moon/Base")
                        .track("Started")))
                .isEqualTo("2026-11-22T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:00:00Z",
        "America/New_York,    02:30, 2026-03-07T12:00:00Z, 2026-03-08T07:00:00Z",
        "Australia/Lord_Howe, 02:15, 2026-10-03T12:00:00Z, 2026-10-03T15:30:00Z",
        "Europe/Berlin,       02:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
        "America/New_York,    01:30, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z",
        "Australia/Lord_Howe, 01:45, 2026-04-04T12:00:00Z, 2026-04-04T14:45:00Z",
        "Europe/Berlin,       09:00, 2026-11-21T08:00:00Z, 2026-11-22T08:00:00Z",
    })
    void aTimeOfDayIsTheNextOneOnTheLocalClock(String zone, String time, String start, String expected) {
        Life life = waiting("until: { timeOfDay: '" + time + "' }")
                .trait("timezone", zone)
                .at(start)
                .track("Started");

        assertThat(due(life)).isEqualTo(expected);
    }

    @Test
    void aDayOfWeekIsTheNextOneOfThem() {
        // The story begins on a Saturday.
        assertThat(due(waiting("until: { dayOfWeek: ['friday', 'monday'], timeOfDay: '08:30' }")
                        .track("Started")))
                .isEqualTo("2026-11-23T08:30:00Z");
        assertThat(due(waiting("until: { dayOfWeek: 'saturday' }").track("Started")))
                .isEqualTo("2026-11-28T00:00:00Z");
    }

    @Test
    void aDateInTheDataCanBeMovedAndSetToATimeOfDay() {
        Life trait = waiting("until: { date: { trait: 'contract.renewal' }, offset: '-P7D', timeOfDay: '09:00' }")
                .trait("timezone", "Europe/Berlin")
                .trait("contract", Map.of("renewal", "2026-12-24"))
                .track("Started");
        Life property = waiting("until: { date: { property: 'departure' }, offset: 'PT2H' }")
                .track("Started", "departure", "2026-11-22T10:00:00+01:00");

        assertThat(due(trait)).isEqualTo("2026-12-17T08:00:00Z");
        assertThat(due(property)).isEqualTo("2026-11-22T11:00:00Z");
    }

    @Test
    void aDateThatIsMissingOrPastDoesNotHoldAnyoneUp() {
        assertThat(waiting("until: { date: { trait: 'renewal' } }")
                        .track("Started")
                        .told())
                .contains("moved first > end (no-date)", "exited end (completed)");
        assertThat(waiting("until: { date: { trait: 'renewal' } }")
                        .trait("renewal", "2020-01-01")
                        .track("Started")
                        .told())
                .contains("moved first > end (date-passed)");
    }

    @Test
    void anEventEndsAWaitOnlyIfItsPropertiesFit() {
        Life life = waiting("until: { event: 'Paid', where: { property: 'amount', gte: 10 } }, atMost: 'P1D'")
                .track("Started")
                .track("Paid", "amount", 9)
                .track("Other", "amount", 10);
        assertThat(life.state().live()).hasSize(1);

        life.track("Paid", "amount", 10);
        assertThat(life.told()).endsWith("moved first > end (event)", "exited end (completed)");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void theEventThatBeganAJourneyDoesNotEndItsFirstWait() {
        Life life = waiting("until: { event: 'Started' }, atMost: 'P1D'").track("Started");

        assertThat(life.state().live()).hasSize(1);
    }

    @Test
    void oneEventEndsOneWaitOfAnInstance() {
        Life life = Life.with(Documents.journey("j", """
                { first: { type: 'wait', until: { event: 'Step' }, then: 'second' },
                  second: { type: 'wait', until: { event: 'Step' }, then: 'end' }, end: { type: 'exit' } }"""));
        life.track("Started").track("Step");

        assertThat(life.state().live().getFirst().waiting().step()).isEqualTo("second");
    }

    @Test
    void laterConditionsSeeTheEntryEventAndTheEventThatEndedTheWait() {
        Life life = Life.with(Documents.journey("j", """
                { first: { type: 'wait', until: { event: 'Paid' }, then: 'check' },
                  check: { type: 'branch', branches: [ { when: { all: [
                      { property: 'plan', eq: 'pro' }, { property: 'event.amount', gt: 5 } ] }, next: 'yes' } ], otherwise: 'no' },
                  yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } }"""));
        life.track("Started", "plan", "pro").track("Paid", "amount", 6);

        assertThat(life.told()).endsWith("exited yes (yes)");
    }

    @Test
    void aConditionThatTimeHasMadeTrueDecidesWhenTheWaitIsOver() {
        Life life = waiting("until: { trait: 'renewal', before: '-P2D' }, atMost: 'P1D', onTimeout: 'first'")
                .trait("renewal", "2026-11-20")
                .track("Started")
                .after("P1D");

        assertThat(life.told())
                .endsWith("waiting first (condition)", "moved first > end (condition)", "exited end (completed)");
    }

    @Test
    void aConditionThatHoldsAlreadyDoesNotWait() {
        assertThat(waiting("until: { segment: 'vip' }, atMost: 'P1D'")
                        .segment("vip")
                        .track("Started")
                        .told())
                .contains("moved first > end (condition)")
                .doesNotContain("waiting first (condition)");
    }

    @Test
    void aConditionEndsTheWaitWhenAnActivityMakesItTrue() {
        Life life = waiting("until: { trait: 'plan', eq: 'pro' }, atMost: 'P1D'")
                .track("Started")
                .track("Other");
        assertThat(life.state().live()).hasSize(1);

        life.trait("plan", "pro").track("Other");
        assertThat(life.told()).endsWith("moved first > end (condition)", "exited end (completed)");
    }

    @Test
    void enteringASegmentAndVisitingAPageCanBeWaitedFor() {
        Life segment = waiting("until: { segment: 'vip', is: 'entered' }, atMost: 'P1D'")
                .track("Started");
        segment.happen(
                new Activity.Tracked(EventType.IDENTIFY, null, Map.of(), Map.of(), Life.START, "test"),
                new Activity.SegmentChange("vip", true));
        Life page = waiting("until: { type: 'page', event: 'Pricing' }, atMost: 'P1D'")
                .track("Started")
                .track("Pricing");
        assertThat(page.state().live()).hasSize(1);
        page.happen(new Activity.Tracked(EventType.PAGE, "Pricing", Map.of(), Map.of(), Life.START, "test"));

        assertThat(segment.told()).endsWith("exited end (completed)");
        assertThat(page.told()).endsWith("exited end (completed)");
    }

    @Test
    void aTimerOfAWaitThatWasLeftHasNoEffect() {
        Life life = waiting("until: { event: 'Paid' }, atMost: 'P1D'").track("Started");
        TimerId timer = life.timers().iterator().next();
        life.track("Paid");
        int told = life.told().size();

        life.apply(Input.WaitDue.of(timer)).apply(Input.WaitDue.of(timer));
        assertThat(life.told()).hasSize(told);
    }

    @Test
    void whatWasDueAppliesBeforeTheNextActivityAtItsOwnTime() {
        Life life = waiting("for: 'PT1H'")
                .timersNeverFire()
                .track("Started")
                .after("PT5H")
                .track("Started");

        assertThat(life.told())
                .containsExactly(
                        "entered > first (event)",
                        "waiting first (for)",
                        "moved first > end (due)",
                        "exited end (completed)",
                        "entered > first (event)",
                        "waiting first (for)");
        assertThat(life.transitions().get(3).at()).isEqualTo("2026-11-21T11:00:00Z");
        assertThat(life.transitions().get(4).at()).isEqualTo("2026-11-21T15:00:00Z");
    }

    @Test
    void anEventAtTheVeryMomentThatAWaitIsDueComesTooLate() {
        Life life = Life.with(Documents.journey("j", """
                { first: { type: 'wait', until: { event: 'Paid' }, atMost: 'PT1H', then: 'paid', onTimeout: 'late' },
                  paid: { type: 'exit', reason: 'paid' }, late: { type: 'exit', reason: 'late' } }"""));
        life.timersNeverFire().track("Started").after("PT1H").track("Paid");

        assertThat(life.told()).endsWith("exited late (late)");
    }

    @Test
    void aMessageSentInAnEarlierRoundDoesNotCountInThisOne() {
        Life life = Life.with(Documents.journey("j", """
                { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'look' },
                  look: { type: 'wait', until: { message: { step: 'first', is: 'clicked' } }, atMost: 'P1D', then: 'end', onTimeout: 'first' },
                  end: { type: 'exit' } }"""));
        life.track("Started").after("P1D");
        assertThat(life.sends()).hasSize(2);
        assertThat(life.sends().get(0).id()).isNotEqualTo(life.sends().get(1).id());

        life.message(life.sends().get(0), MessageStatus.CLICKED);
        assertThat(life.state().live()).hasSize(1);
        life.message(life.sends().get(1), MessageStatus.CLICKED);
        assertThat(life.state().live()).isEmpty();
    }

    @Test
    void aClickCountsAsOpenedDeliveredAndSent() {
        for (String status : new String[] {"opened", "delivered", "sent"}) {
            Life life = Life.with(Documents.journey("j", """
                    { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'look' },
                      look: { type: 'wait', until: { message: { step: 'first', is: '%s' } }, atMost: 'P1D', then: 'end' },
                      end: { type: 'exit' } }""".formatted(status)));
            life.track("Started").message("first", MessageStatus.CLICKED);

            assertThat(life.told()).as(status).endsWith("exited end (completed)");
        }
    }

    @Test
    void theMaximalDurationEndsEveryWait() {
        Life life = Life.with(Documents.journey(
                "j",
                "{ first: { type: 'wait', until: { event: 'Never' }, then: 'end' }, end: { type: 'exit' } }",
                "maxDuration: 'P14D'"));
        life.track("Started").after("P13D");
        assertThat(life.state().live()).hasSize(1);

        life.after("P1D");
        assertThat(life.told()).endsWith("exited first (max-duration)");
        assertThat(life.state().isEmpty()).isTrue();
    }
}
