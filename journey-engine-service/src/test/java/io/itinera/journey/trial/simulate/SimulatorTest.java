package io.itinera.journey.trial.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.Documents;
import io.itinera.problems.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final Subject CART = Subject.of(Documents.json(Documents.CART_RECOVERY));

    static Scenario scenario(String text) {
        try {
            return Wire.JSON.treeToValue(Documents.json(text), Scenario.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Subject journey(String steps, String... more) {
        return Subject.of(Documents.journey("tried", steps, more));
    }

    @Test
    void tellsTheWholeWayWithItsReasonsMessagesAndTimers() {
        Trace trace = Simulator.play(CART, scenario("""
                { start: '2026-03-02T10:00:00Z', profile: { traits: { email: 'ada@example.com' } }, arms: { split: 'friendly' },
                  events: [ { event: 'Cart Updated', properties: { total: 30 } } ],
                  messages: { 'mail-a': [ { is: 'delivered', after: 'PT1M' }, { is: 'clicked', after: 'PT3H' } ] } }"""));

        assertThat(trace.ways()).singleElement().satisfies(way -> {
            assertThat(way.path()).containsExactly("pause", "known", "split", "mail-a", "look", "end");
            assertThat(way.status()).isEqualTo("exited");
            assertThat(way.reason()).isEqualTo("completed");
            assertThat(way.endedAt()).isEqualTo("2026-03-02T14:00:00Z");
            assertThat(way.arms()).containsEntry("split", "friendly");
            assertThat(way.messages()).extracting(Trace.Message::template).containsExactly("cart-friendly");
            assertThat(way.became().get("mail-a")).contains(MessageStatus.CLICKED);
        });
        assertThat(trace.beats())
                .filteredOn(beat -> !beat.transitions().isEmpty())
                .extracting(Trace.Beat::input)
                .containsExactly("event", "timer", "message");
        assertThat(trace.beats().getFirst().timers())
                .extracting(Trace.Timer::due)
                .contains(Instant.parse("2026-03-02T11:00:00Z"));
        assertThat(trace.stopped()).isNull();
    }

    @Test
    void aTenMonthJourneyTakesMilliseconds() {
        Subject subject = journey("""
                { first: { type: 'wait', until: { timeOfDay: '09:00' }, next: 'mail' },
                  mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'first' } }""", "maxDuration: 'P300D'");
        Scenario scenario = scenario("{ events: [ { event: 'Started' } ] }");
        Simulator.play(subject, scenario);

        Trace trace = null;
        Duration took = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            trace = Simulator.play(subject, scenario);
            Duration now = Duration.ofNanos(System.nanoTime() - before);
            took = now.compareTo(took) < 0 ? now : took;
        }

        assertThat(trace.ways().getFirst().reason()).isEqualTo("max-duration");
        assertThat(trace.ways().getFirst().messages()).hasSize(299);
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void followsTheProfilesZoneOverDaylightSaving() {
        Subject subject = journey("""
                { first: { type: 'wait', until: { timeOfDay: '02:30' }, next: 'mail' },
                  mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' }, end: { type: 'exit' } }""");

        Trace trace = Simulator.play(subject, scenario("""
                { start: '2026-03-28T12:00:00Z', profile: { traits: { timezone: 'Europe/Berlin' } }, events: [ { event: 'Started' } ] }"""));

        assertThat(trace.ways().getFirst().messages().getFirst().at()).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void aProfileThatSaidNoGetsASuppressedMessage() {
        Trace trace = Simulator.play(CART, scenario("""
                { profile: { traits: { email: 'a@example.com' }, consents: { '*/marketing': false } }, arms: { split: 'offer' },
                  events: [ { event: 'Cart Updated', properties: { total: 30 } } ] }"""));

        assertThat(trace.ways().getFirst().became().get("mail-b")).containsExactly(MessageStatus.SUPPRESSED);
    }

    @Test
    void tellsWhyAnEntryWasRefused() {
        Trace trace = Simulator.play(CART, scenario("""
                { profile: { segments: ['internal-staff'] }, events: [ { event: 'Cart Updated', properties: { total: 30 } } ] }"""));

        assertThat(trace.ways()).isEmpty();
        assertThat(trace.refusals()).extracting(Trace.Refusal::reason).containsExactly("audience");
    }

    @Test
    void traitsThatAJourneySetsComeBackToIt() {
        Subject subject = journey("""
                { first: { type: 'update', set: { stage: 'won' }, next: 'look' },
                  look: { type: 'wait', until: { type: 'identify' }, atMost: 'P1D', then: 'same' },
                  same: { type: 'branch', branches: [ { when: { trait: 'stage', eq: 'won' }, next: 'good' } ], otherwise: 'bad' },
                  good: { type: 'exit', reason: 'good' }, bad: { type: 'exit', reason: 'bad' } }""");

        Trace trace = Simulator.play(subject, scenario("{ events: [ { event: 'Started' } ] }"));

        assertThat(trace.ways().getFirst().reason()).isEqualTo("good");
        assertThat(trace.beats().getFirst().events())
                .extracting(Trace.Emitted::data)
                .containsExactly(Map.of("stage", "won"));
    }

    @Test
    void tellsWhereAnInstanceStandsWhenTheScenarioEnds() {
        Trace trace = Simulator.play(
                CART, scenario("{ lasts: 'PT30M', events: [ { event: 'Cart Updated', properties: { total: 30 } } ] }"));

        assertThat(trace.ways()).singleElement().satisfies(way -> {
            assertThat(way.status()).isEqualTo("waiting");
            assertThat(way.step()).isEqualTo("pause");
            assertThat(way.due()).isEqualTo("2026-01-05T10:00:00Z");
        });
        assertThat(trace.until()).isEqualTo("2026-01-05T09:30:00Z");
    }

    @Test
    void exploresEveryArmAndTellsWhatItReached() {
        Exploration exploration = Simulator.explore(CART, scenario("""
                { profile: { traits: { email: 'a@example.com' } }, events: [ { event: 'Cart Updated', properties: { total: 30 } },
                    { after: 'P3D', event: 'Order Completed', properties: { revenue: 9 } } ] }"""));

        assertThat(exploration.complete()).isTrue();
        assertThat(exploration.paths())
                .extracting(path -> path.arms().get("split"))
                .containsExactlyInAnyOrder("control", "friendly", "offer");
        assertThat(exploration.coverage().stepsMissed()).isEmpty();
        assertThat(exploration.coverage().waysMissed()).containsExactly("known > push", "look > end");
        assertThat(exploration.coverage().exitsMissed()).containsExactly("bought");
        assertThat(exploration.coverage().goals()).containsExactly("purchase");
    }

    @Test
    void refusesAnArmThatThereIsNot() {
        assertThatThrownBy(() -> Simulator.play(CART, scenario("{ arms: { split: 'gratis' } }")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("gratis");
    }

    @Test
    void stopsAScenarioThatNeverComesToRest() {
        Subject subject = journey("""
                { first: { type: 'wait', for: 'PT1S', next: 'again' }, again: { type: 'update', increment: { n: 1 }, next: 'first' } }""");

        Trace trace = Simulator.play(subject, scenario("{ events: [ { event: 'Started' } ] }"));

        assertThat(trace.stopped()).contains("10000");
    }

    @Test
    void countsWhatTheScenarioTellsForConditionsOverHistory() {
        Subject subject = journey("""
                { first: { type: 'wait', until: { event: 'Pricing Viewed', count: { gte: 3 }, within: 'P7D' }, atMost: 'P30D', then: 'keen',
                    onTimeout: 'cold' }, keen: { type: 'exit', reason: 'keen' }, cold: { type: 'exit', reason: 'cold' } }""");

        Trace keen = Simulator.play(subject, scenario("""
                { events: [ { event: 'Started' }, { after: 'P1D', event: 'Pricing Viewed' }, { after: 'P2D', event: 'Pricing Viewed' },
                    { after: 'P10D', event: 'Pricing Viewed' }, { after: 'P11D', event: 'Pricing Viewed' },
                    { after: 'P12D', event: 'Pricing Viewed' } ] }"""));

        assertThat(keen.ways().getFirst().reason()).isEqualTo("keen");
        assertThat(keen.ways().getFirst().endedAt()).isEqualTo("2026-01-17T09:00:00Z");
    }

    @Test
    void entersByScheduleInTheProfilesZone() {
        Subject subject = Subject.of(Documents.json("""
                { key: 'digest', entry: { on: { schedule: { at: '09:00' } }, audience: { trait: 'plan', eq: 'pro' } }, start: 'end',
                  steps: { end: { type: 'exit' } } }"""));

        Trace trace = Simulator.play(subject, scenario("""
                { start: '2026-03-27T12:00:00Z', lasts: 'P3D', profile: { traits: { plan: 'pro', timezone: 'Europe/Berlin' } },
                  events: [ { after: 'P2D', traits: { plan: 'free' } } ] }"""));

        assertThat(trace.ways())
                .extracting(Trace.Way::enteredAt)
                .containsExactly(Instant.parse("2026-03-28T08:00:00Z"), Instant.parse("2026-03-29T07:00:00Z"));
    }

    @Test
    void noticesWhatDoesNotHappen() {
        Subject subject = journey("""
                { first: { type: 'wait', until: { event: 'Login', count: { lt: 1 }, within: 'P14D' }, then: 'gone' },
                  gone: { type: 'exit', reason: 'gone' } }""", "maxDuration: 'P90D'");

        Trace trace = Simulator.play(subject, scenario("""
                { events: [ { event: 'Login' }, { after: 'PT1H', event: 'Started' }, { after: 'P5D', event: 'Login' } ] }"""));

        assertThat(trace.ways().getFirst().reason()).isEqualTo("gone");
        assertThat(trace.ways().getFirst().endedAt()).isEqualTo("2026-01-24T09:00:00Z");
    }

    @Test
    void countsDaysInTheZoneOfTheJourneyWhereTheProfileHasNone() {
        Subject subject = journey("""
                { first: { type: 'wait', until: { event: 'Login', count: { lt: 1 }, within: 'P3D' }, then: 'gone' },
                  gone: { type: 'exit', reason: 'gone' } }""", "maxDuration: 'P90D', timezone: 'Europe/Berlin'");

        Trace trace = Simulator.play(subject, scenario("""
                { start: '2026-03-27T12:00:00Z', events: [ { event: 'Login' }, { event: 'Started' } ] }"""));

        assertThat(trace.ways().getFirst().endedAt()).isEqualTo("2026-03-30T11:00:00Z");
    }

    @Test
    void timeAloneBringsSomebodyIntoAnAudience() {
        Subject subject = Subject.of(Documents.json("""
                { key: 'gone', entry: { on: { schedule: { at: '09:00' } }, audience: { trait: 'lastLogin', before: '-P14D' } }, start: 'end',
                  steps: { end: { type: 'exit' } } }"""));

        Trace trace = Simulator.play(subject, scenario("""
                { start: '2026-01-05T09:00:00Z', lasts: 'P11DT12H', profile: { traits: { lastLogin: '2026-01-01T10:00:00Z' } } }"""));

        assertThat(trace.ways())
                .extracting(Trace.Way::enteredAt)
                .containsExactly(Instant.parse("2026-01-16T09:00:00Z"));
    }

    @Test
    void aLateEventCountsWhenItHappened() {
        Subject subject = journey("""
                { first: { type: 'wait', until: { event: 'Paid', count: { gte: 1 }, within: 'P7D' }, atMost: 'P5D', then: 'paid', onTimeout: 'no' },
                  paid: { type: 'exit', reason: 'paid' }, no: { type: 'exit', reason: 'no' } }""");

        Trace late = Simulator.play(subject, scenario("""
                { events: [ { event: 'Started' }, { after: 'P1D', event: 'Paid', occurredAt: '2025-12-29T08:00:00Z' } ] }"""));
        Trace inTime = Simulator.play(subject, scenario("""
                { events: [ { event: 'Started' }, { after: 'P1D', event: 'Paid', occurredAt: '2025-12-31T08:00:00Z' } ] }"""));

        assertThat(late.ways().getFirst().reason()).isEqualTo("no");
        assertThat(inTime.ways().getFirst().reason()).isEqualTo("paid");
    }

    @Test
    void daysOfAWindowAreThoseOfTheZoneThatTheProfileHasByThen() {
        Subject subject = journey("""
                { first: { type: 'wait', until: { event: 'Login', count: { lt: 1 }, within: 'P1D' }, then: 'gone' },
                  gone: { type: 'exit', reason: 'gone' } }""", "maxDuration: 'P90D'");

        Trace trace = Simulator.play(subject, scenario("""
                { start: '2026-03-28T12:00:00Z', events: [ { event: 'Login' }, { event: 'Started' },
                    { after: 'PT1H', traits: { timezone: 'Europe/Berlin' } } ] }"""));

        assertThat(trace.ways().getFirst().endedAt()).isEqualTo("2026-03-29T11:00:00Z");
    }

    @Property(tries = 100)
    void theSameScenarioGivesTheSameTrace(
            @ForAll @Size(max = 10) List<@IntRange(min = 0, max = 999) Integer> story,
            @ForAll @IntRange(max = 20) int profile)
            throws JsonProcessingException {
        List<Scenario.Happening> events = story.stream()
                .map(chapter -> new Scenario.Happening(
                        null,
                        "PT" + chapter * 7 + "M",
                        null,
                        chapter % 3 == 0 ? "Order Completed" : "Cart Updated",
                        Map.of("total", chapter),
                        false,
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList();
        Scenario.Person person =
                new Scenario.Person("profile-" + profile, Map.of("email", "a@example.com"), null, null, null);
        Scenario scenario = new Scenario(null, person, events, null, null, null, null, false, null);

        JsonNode first = Wire.JSON.valueToTree(Simulator.play(CART, scenario));
        JsonNode again = Wire.JSON.valueToTree(
                Simulator.play(CART, Wire.JSON.treeToValue(Wire.JSON.valueToTree(scenario), Scenario.class)));

        assertThat(again).isEqualTo(first);
    }
}
