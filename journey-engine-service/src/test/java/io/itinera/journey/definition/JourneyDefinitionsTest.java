package io.itinera.journey.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A definition reads as what it says, and one that cannot work is refused with the place that is wrong. */
class JourneyDefinitionsTest {

    private static final String STEPS = "{ first: { type: 'exit' } }";

    @Test
    void readsTheExampleOfTheLanguage() {
        JourneyDefinition journey = JourneyDefinitions.read(Documents.json(Documents.CART_RECOVERY));

        assertThat(journey.key()).isEqualTo("cart-recovery");
        assertThat(journey.about().name()).isEqualTo("Cart recovery");
        assertThat(journey.steps().keySet())
                .containsExactly("pause", "known", "split", "mail-a", "mail-b", "look", "push", "end");
        assertThat(journey.rank()).isEqualTo(new JourneyDefinition.Rank(50, null, "commerce", true));
        assertThat(journey.goals().getFirst().primary()).isTrue();
        assertThat(journey.exits()).extracting(JourneyDefinition.Exit::key).containsExactly("bought");
        assertThat(journey.zoneFor("Nowhere/Land")).isEqualTo(ZoneOffset.UTC);
        assertThat(journey.warnings()).isEmpty();
    }

    @Test
    void anOfferIsAKeyAlsoForWhoReadsWithoutTheSchema() {
        JsonNode journey = Documents.journey(
                "j",
                "{ first: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: 'Spring 20', next: 'first' } }");

        assertThatThrownBy(() -> JourneyDefinitions.read(new PublishedJourney.Version(1, journey, null)))
                .isInstanceOfSatisfying(InvalidJourneyException.class, e -> assertThat(e.findings())
                        .contains(Finding.error(
                                "/steps/first/offer",
                                "is 'Spring 20', expected up to 63 of a-z, 0-9 and -, not beginning with -")));
    }

    record Wrong(ObjectNode journey, String pointer, String message) {
        @Override
        public String toString() {
            return pointer + " " + message;
        }
    }

    private static Wrong steps(String steps, String pointer, String message) {
        return new Wrong(Documents.journey("j", steps), pointer, message);
    }

    private static Wrong field(String field, String pointer, String message) {
        return new Wrong(Documents.journey("j", STEPS, field), pointer, message);
    }

    static List<Wrong> structure() {
        return List.of(
                steps("{ first: { type: 'teleport' } }", "/steps/first/type", "send"),
                steps("{ first: { next: 'first' } }", "/steps/first/type", "is missing"),
                steps(
                        "{ first: { type: 'wait', for: 'one hour', next: 'first' } }",
                        "/steps/first/for",
                        "has the wrong form, expected a duration as of ISO 8601, such as PT90M or P1D"),
                steps("{ first: { type: 'exit', colour: 'red' } }", "/steps/first/colour", "is not known here"),
                steps(
                        "{ first: { type: 'send', channel: 'email', purpose: 'p', next: 'x' } }",
                        "/steps/first/template",
                        "is missing"),
                steps(
                        "{ first: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: 'Spring 20', next: 'x' } }",
                        "/steps/first/offer",
                        "has the wrong form, expected up to 63 of a-z, 0-9 and -, not beginning with -"),
                steps(
                        "{ 'First Step': { type: 'exit' } }",
                        "/steps/First Step",
                        "has a name of the wrong form, expected up to 63 of a-z"),
                steps(
                        "{ first: { type: 'split', arms: [ { key: 'a', weight: -1, next: 'first' }, { key: 'b', next: 'first' } ] } }",
                        "/steps/first/arms/0/weight",
                        "0"),
                steps("{ first: { type: 'branch', branches: [], otherwise: 'first' } }", "/steps/first/branches", "1"),
                field("priority: 'high'", "/priority", "integer"),
                field("surprise: 1", "/surprise", "is not known here"),
                field("goals: [ { key: 'g' } ]", "/goals/0/on", "is missing"),
                new Wrong(Documents.journey("Not A Key", STEPS), "/key", "expected up to 63 of a-z"));
    }

    private static Wrong entry(String entry, String pointer, String message) {
        return new Wrong(
                (ObjectNode)
                        Documents.json("{ key: 'j', entry: { " + entry + " }, start: 'first', steps: " + STEPS + " }"),
                pointer,
                message);
    }

    static List<Wrong> timedEntries() {
        return List.of(
                entry("on: { schedule: { at: '09:00' } }", "/entry/on/schedule", "needs an audience"),
                entry(
                        "on: { schedule: { at: '09:00', every: 'week' } }, audience: { segment: 's' }",
                        "/entry/on/schedule/days",
                        "is missing"),
                entry(
                        "on: { schedule: { at: '09:00', every: 'month' } }, audience: { segment: 's' }",
                        "/entry/on/schedule/date",
                        "day of the month"),
                entry(
                        "on: { schedule: { at: '09:00', date: '24.12.2026' } }, audience: { segment: 's' }",
                        "/entry/on/schedule/date",
                        "expected a date"),
                entry(
                        "on: { schedule: { at: '09:00' } }, audience: { property: 'total', gt: 1 }",
                        "/entry/audience",
                        "no event brings this entry"),
                entry(
                        "on: { schedule: { at: '09:00' } }, audience: { score: 'churn', gt: 1 }",
                        "/entry/audience",
                        "expected trait"),
                entry(
                        "on: { schedule: { at: '09:00' } }, audience: { goal: 'g' }",
                        "/entry/audience",
                        "known only once the profile is in the journey"));
    }

    static List<Wrong> meaning() {
        return List.of(
                steps(
                        "{ first: { type: 'wait', for: 'PT1H', next: 'nowhere' } }",
                        "/steps/first/next",
                        "is 'nowhere', and there is no such step"),
                steps("{ second: { type: 'exit' } }", "/start", "is 'first', and there is no such step"),
                steps(
                        "{ first: { type: 'wait', for: 'PT0S', next: 'first' } }",
                        "/steps/first/for",
                        "longer than nothing"),
                steps("{ first: { type: 'wait', next: 'first' } }", "/steps/first", "neither for and until"),
                steps(
                        "{ first: { type: 'wait', for: 'PT1H', atMost: 'PT2H', next: 'first' } }",
                        "/steps/first/atMost",
                        "has no meaning here"),
                steps(
                        "{ first: { type: 'wait', until: { event: 'A' }, onTimeout: 'first', then: 'first' } }",
                        "/steps/first/atMost",
                        "is missing"),
                steps(
                        "{ first: { type: 'wait', until: { date: { trait: 'd' }, offset: 'P' }, next: 'first' } }",
                        "/steps/first/until/offset",
                        ""),
                steps(
                        "{ first: { type: 'wait', until: { message: { step: 'mail', is: 'clicked' } }, atMost: 'P1D', then: 'first' } }",
                        "/steps/first/until",
                        "there is no send step 'mail'"),
                steps(
                        "{ first: { type: 'branch', branches: [ { when: { goal: 'g' }, next: 'end' } ], otherwise: 'end' }, end: { type: 'exit' } }",
                        "/steps/first/branches/0/when",
                        "there is no goal 'g'"),
                steps(
                        "{ first: { type: 'branch', branches: [ { when: { event: 'Login', where: { trait: 'a', eq: 1 } }, next: 'end' } ], otherwise: 'end' }, end: { type: 'exit' } }",
                        "/steps/first/branches/0/when",
                        "expected only their properties in where"),
                steps(
                        "{ first: { type: 'branch', branches: [ { when: { trait: 'a', matches: '((' }, next: 'end' } ], otherwise: 'end' }, end: { type: 'exit' } }",
                        "/steps/first/branches/0/when/matches",
                        "is not an RE2 expression"),
                steps(
                        "{ first: { type: 'update', next: 'end' }, end: { type: 'exit' } }",
                        "/steps/first",
                        "changes nothing"),
                steps(
                        "{ first: { type: 'split', arms: [ { key: 'a', next: 'end' }, { key: 'a', next: 'end' } ] }, end: { type: 'exit' } }",
                        "/steps/first/arms/1/key",
                        "a second time"),
                steps(
                        "{ first: { type: 'split', arms: [ { key: 'a', weight: 0, next: 'end' }, { key: 'b', weight: 0, next: 'end' } ] }, end: { type: 'exit' } }",
                        "/steps/first/arms",
                        "weigh nothing"),
                steps(
                        "{ first: { type: 'update', set: { a: 1 }, next: 'second' }, second: { type: 'update', set: { a: 2 }, next: 'first' } }",
                        "/steps/first",
                        "cycle without a wait: first → second → first"));
    }

    static List<Wrong> betweenJourneys() {
        return List.of(
                steps(
                        "{ first: { type: 'enter', journey: ['a', 'b'], await: true, next: 'end' }, end: { type: 'exit' } }",
                        "/steps/first/await",
                        "expected all or any"),
                steps(
                        "{ first: { type: 'enter', journey: ['a', 'a'], next: 'end' }, end: { type: 'exit' } }",
                        "/steps/first/journey",
                        "a second time"),
                steps(
                        "{ first: { type: 'enter', journey: 'a', refused: 'end', next: 'end' }, end: { type: 'exit' } }",
                        "/steps/first/refused",
                        "only with await"),
                steps(
                        "{ first: { type: 'leave', journey: 'j', next: 'end' }, end: { type: 'exit' } }",
                        "/steps/first/journey",
                        "is this journey itself"));
    }

    static List<Wrong> fields() {
        return List.of(
                field("maxDuration: 'P999999999Y'", "/maxDuration", "expected at most 100 years"),
                field("maxVisits: 0", "/maxVisits", "1"),
                field("timezone: 'Mars/Olympus'", "/timezone", "expected a time zone"),
                field("exits: [ { key: 'a' } ]", "/exits/0", "neither on and when"),
                field(
                        "exits: [ { key: 'a', on: { event: 'A' } }, { key: 'a', on: { event: 'B' } } ]",
                        "/exits/1/key",
                        "a second time"),
                field("reroutes: [ { key: 'a', next: 'first' } ]", "/reroutes/0/on", "is missing"),
                field(
                        "reroutes: [ { key: 'a', on: { event: 'A' }, next: 'nowhere' } ]",
                        "/reroutes/0/next",
                        "is 'nowhere', and there is no such step"),
                field(
                        "reroutes: [ { key: 'a', on: { event: 'A' }, from: 'nowhere', next: 'first' } ]",
                        "/reroutes/0/from",
                        "is 'nowhere', and there is no such step"),
                field(
                        "reroutes: [ { key: 'a', on: { event: 'A' }, from: ['first'], next: 'first' } ]",
                        "/reroutes/0/from",
                        "a step at which nobody waits"),
                field(
                        "reroutes: [ { key: 'a', on: { event: 'A' }, next: 'first' }, { key: 'a', on: { event: 'B' }, next: 'first' } ]",
                        "/reroutes/1/key",
                        "a second time"),
                new Wrong(
                        Documents.journey(
                                "j",
                                "{ first: { type: 'wait', for: 'P1D', next: 'end' }, tell: { type: 'emit', event: 'A', next: 'first' }, end: { type: 'exit' } }",
                                "reroutes: [ { key: 'a', on: { event: 'A' }, next: 'tell' } ]"),
                        "/reroutes/0",
                        "leads to tell, which puts A on the stream"),
                field(
                        "goals: [ { key: 'a', on: { event: 'A' }, primary: true }, { key: 'b', on: { event: 'B' }, primary: true } ]",
                        "/goals/1/primary",
                        "a second time"),
                new Wrong(
                        (ObjectNode) Documents.json(
                                "{ key: 'j', entry: { on: { event: 'A' }, audience: { message: { step: 'a', is: 'sent' } } }, start: 'first', steps: "
                                        + STEPS + "}"),
                        "/entry/audience",
                        "only once the profile is in the journey"),
                new Wrong(
                        (ObjectNode) Documents.json(
                                "{ key: 'j', entry: { on: { event: 'A' }, reentry: { mode: 'once', cooldown: 'P1D' } }, start: 'first', steps: "
                                        + STEPS + "}"),
                        "/entry/reentry/cooldown",
                        "only with after-exit"),
                new Wrong(
                        (ObjectNode) Documents.json(
                                "{ key: 'j', entry: { on: { where: { property: 'a', eq: 1 } } }, start: 'first', steps: "
                                        + STEPS + "}"),
                        "/entry/on/event",
                        "is missing"));
    }

    @ParameterizedTest
    @MethodSource({"structure", "meaning", "betweenJourneys", "timedEntries", "fields"})
    void namesThePlaceThatIsWrong(Wrong wrong) {
        assertThatThrownBy(() -> JourneyDefinitions.read(wrong.journey()))
                .isInstanceOfSatisfying(InvalidJourneyException.class, e -> assertThat(e.findings())
                        .anySatisfy(finding -> {
                            assertThat(finding.pointer()).isEqualTo(wrong.pointer());
                            assertThat(finding.message()).contains(wrong.message());
                        }));
    }

    @Test
    void namesAllPlacesAtOnce() {
        List<Finding> findings = JourneyDefinitions.check(Documents.journey(
                "j",
                "{ first: { type: 'wait', for: 'PT1H', next: 'a' }, second: { type: 'wait', for: 'PT1H', next: 'b' } }",
                "timezone: 'Nowhere'"));

        assertThat(findings)
                .extracting(Finding::pointer)
                .containsExactlyInAnyOrder("/timezone", "/steps/first/next", "/steps/second/next");
    }

    @Test
    void namesStepsThatAreNotThereBesideFieldsThatAreMissing() {
        List<Finding> findings = JourneyDefinitions.check(Documents.json("""
                { key: 'j', start: 'begin', entry: {}, colour: 'red',
                  reroutes: [ { key: 'a', on: { event: 'A' }, from: ['first', 'gone'], next: 'far' }, { key: 'b', next: 'farther' } ],
                  steps: {
                    first: { type: 'send', channel: 'email', next: 'nowhere' },
                    second: { type: 'wait', until: { event: 'A' }, atMost: 'PT0S', then: 'first', onTimeout: 'lost' },
                    third: { type: 'branch', branches: [ { when: { trait: 'a', eq: 1 }, next: 'third' } ], otherwise: 'away' } } }"""));

        assertThat(findings)
                .extracting(Finding::pointer)
                .contains("/entry/on", "/colour", "/steps/first/template", "/steps/first/purpose", "/reroutes/1/on")
                .contains("/start", "/steps/second/onTimeout", "/steps/second/atMost", "/steps/third/otherwise")
                .contains("/reroutes/0/from", "/reroutes/0/next")
                .doesNotContain("/steps/first/next", "/reroutes/1/next");
        assertThat(findings)
                .filteredOn(finding -> finding.code().equals("unknown-step"))
                .extracting(Finding::message)
                .containsExactlyInAnyOrder(
                        "is 'begin', and there is no such step",
                        "is 'lost', and there is no such step",
                        "is 'away', and there is no such step",
                        "is 'gone', and there is no such step",
                        "is 'far', and there is no such step");
    }

    @Test
    void whatHasNoFormAtAllIsToldAsThat() {
        for (String json :
                List.of("[]", "{}", "{ key: 'j', steps: [], start: 1 }", "{ steps: { a: 1, b: null, c: [] } }")) {
            assertThat(JourneyDefinitions.check(Documents.json(json))).isNotEmpty();
        }
    }

    @Test
    void aCycleThroughAWaitIsFine() {
        assertThat(JourneyDefinitions.check(Documents.journey(
                        "j",
                        "{ first: { type: 'wait', for: 'P1D', next: 'mail' },"
                                + " mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'first' } }",
                        "maxDuration: 'P90D'")))
                .isEmpty();
    }

    @Test
    void aStepThatOnlyARerouteLeadsToIsReachedAndAWayOut() {
        assertThat(JourneyDefinitions.check(Documents.journey(
                        "j",
                        "{ first: { type: 'wait', for: 'P1D', next: 'first' }, urgent: { type: 'exit' } }",
                        "reroutes: [ { key: 'a', on: { event: 'A' }, next: 'urgent' } ]")))
                .isEmpty();
    }

    @Test
    void warnsOfAStepThatIsNeverReachedAndOfAWaitThatMayNeverEnd() {
        List<Finding> findings = JourneyDefinitions.check(
                Documents.journey(
                        "j",
                        "{ first: { type: 'wait', until: { event: 'A' }, then: 'end' }, end: { type: 'exit' }, lost: { type: 'exit' } }"));

        assertThat(findings).extracting(Finding::severity).containsOnly(Finding.Severity.WARNING);
        assertThat(findings).extracting(Finding::pointer).containsExactlyInAnyOrder("/steps/lost", "/steps/first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ timeOfDay: '09:00' }|CLOCK",
                "{ dayOfWeek: 'monday' }|CLOCK",
                "{ dayOfWeek: ['monday', 'friday'], timeOfDay: '09:00' }|CLOCK",
                "{ date: { trait: 'renewal' }, offset: '-P7D', timeOfDay: '09:00' }|DATE",
                "{ date: { property: 'departure.at' } }|DATE",
                "{ event: 'Order Completed', where: { property: 'total', gt: 5 } }|EVENT",
                "{ type: 'page', event: 'Checkout' }|EVENT",
                "{ segment: 'vip', is: 'entered' }|EVENT",
                "{ segment: 'vip' }|HOLDS",
                "{ all: [ { trait: 'a', exists: true }, { score: 'b', gt: 1 } ] }|HOLDS",
            })
    void readsEachFormOfWait(String until, String form) {
        JourneyDefinition journey = JourneyDefinitions.read(Documents.journey(
                "j", "{ first: { type: 'wait', until: " + until + ", next: 'end' }, end: { type: 'exit' } }"));

        WaitStep wait = (WaitStep) journey.step("first").orElseThrow();
        assertThat(wait.until().getClass().getSimpleName()).isEqualToIgnoringCase(form);
    }
}
