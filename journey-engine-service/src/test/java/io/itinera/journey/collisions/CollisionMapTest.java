package io.itinera.journey.collisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which journeys meet. */
class CollisionMapTest {

    private static final CollisionMap MAP = new CollisionMap(Instant.parse("2026-11-21T10:00:00Z"));

    @Test
    void journeysThatListenForTheSameThingMeetAndRunSideBySide() {
        List<Collision> collisions = MAP.of(List.of(
                journey("a", "event: 'Cart Updated'", ""),
                journey("b", "event: 'Cart Updated'", ""),
                journey("c", "event: 'Order Completed'", "")));

        assertThat(collisions).singleElement().satisfies(c -> {
            assertThat(c.journey() + c.other()).isEqualTo("ab");
            assertThat(c.triggers()).containsExactly("track:Cart Updated");
            assertThat(c.outcome()).isEqualTo("both-run");
            assertThat(c.audience()).isEqualTo("same");
        });
    }

    @Test
    void aJourneyThatListensForAllPagesMeetsOneThatListensForOne() {
        assertThat(MAP.of(
                        List.of(journey("a", "type: 'page'", ""), journey("b", "type: 'page', event: 'Pricing'", ""))))
                .extracting(Collision::triggers)
                .containsExactly(List.of("page:Pricing"));
    }

    @Test
    void withinAGroupPriorityAndPolicySayWhoStays() {
        JourneyDefinition low = journey("low", "event: 'A'", ", group: 'g', priority: 1");
        JourneyDefinition high = journey("high", "event: 'B'", ", group: 'g', priority: 2");
        JourneyDefinition polite = journey("polite", "event: 'C'", ", group: 'g', priority: 3, conflict: 'block'");
        JourneyDefinition over =
                journey("over", "event: 'D'", ", group: 'g', priority: 9, priorityUntil: '2026-01-01T00:00:00Z'");

        assertThat(MAP.of(low, List.of(low, high, polite, over)))
                .extracting(c -> c.other() + " " + c.outcome())
                .containsExactly("high other-preempts", "over journey-preempts", "polite first-stays");
        assertThat(MAP.of(high, List.of(low)).getFirst().words()).isEqualTo("entering high ends low");
    }

    @Test
    void audiencesThatShareNobodyAreTold() {
        JourneyDefinition vip = audience("vip", "{ segment: 'vip' }");
        JourneyDefinition rest = audience("rest", "{ not: { segment: 'vip' } }");
        JourneyDefinition other = audience("other", "{ segment: 'new' }");

        assertThat(MAP.of(vip, List.of(rest, other)))
                .extracting(Collision::audience)
                .containsExactly("overlapping", "disjoint");
    }

    @Test
    void journeysThatMakeOffersMeetOnWhateverOccasionAndTellThem() {
        JourneyDefinition spring = offering("spring", "", "spring-20");
        JourneyDefinition summer = offering("summer", "", "summer-10");
        JourneyDefinition again = offering("again", "", "spring-20");

        assertThat(MAP.of(List.of(spring, summer, again, journey("silent", "event: 'silent'", ""))))
                .extracting(c -> c.journey() + " " + c.other() + " " + c.outcome(), Collision::offers)
                .containsExactly(
                        tuple("again spring both-run", offered("spring-20", "spring-20", "same")),
                        tuple("again summer both-run", offered("spring-20", "summer-10", "different")),
                        tuple("spring summer both-run", offered("spring-20", "summer-10", "different")));
        assertThat(MAP.of(summer, List.of(spring)).getFirst().offers())
                .isEqualTo(offered("summer-10", "spring-20", "different"));
    }

    @Test
    void otherPeopleAreToldOnlyWhereSomebodyIsInBoth() {
        Collision apart = MAP.of(
                        offering("vip", ", audience: { segment: 'vip' }", "spring-20"),
                        List.of(offering("rest", ", audience: { not: { segment: 'vip' } }", "summer-10")))
                .getFirst();

        assertThat(apart.audience()).isEqualTo("disjoint");
        assertThat(apart.concernsNobody()).isTrue();
        assertThat(apart.with(1).concernsNobody()).isFalse();
    }

    @Test
    void whatIsAskedOfEachOnesOwnEventMakesNoOtherPeople() {
        JourneyDefinition small = offering("small", ", audience: { property: 'total', lt: 20 }", "spring-20");
        JourneyDefinition large = offering("large", ", audience: { property: 'total', gte: 20 }", "summer-10");

        assertThat(MAP.of(small, List.of(large)))
                .extracting(Collision::audience)
                .containsExactly("overlapping");
    }

    private static Collision.Offered offered(String journey, String other, String are) {
        return new Collision.Offered(List.of(journey), List.of(other), are);
    }

    /** Enters on an event of its own, waits, and makes an offer. */
    private static JourneyDefinition offering(String key, String more, String offer) {
        return JourneyDefinitions.read(Documents.json("""
                { key: '%s', entry: { on: { event: '%s' }%s }, start: 'rest', steps: {
                    rest: { type: 'wait', for: 'P1D', next: 'mail' },
                    mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: '%s', next: 'end' },
                    end: { type: 'exit' } } }""".formatted(key, key, more, offer)));
    }

    private static JourneyDefinition audience(String key, String audience) {
        return JourneyDefinitions.read(Documents.json(
                "{ key: '%s', entry: { on: { event: 'A' }, audience: %s }, start: 'end', steps: { end: { type: 'exit' } } }"
                        .formatted(key, audience)));
    }

    private static JourneyDefinition journey(String key, String on, String more) {
        return JourneyDefinitions.read(
                Documents.json("{ key: '%s', entry: { on: { %s } }, start: 'end', steps: { end: { type: 'exit' } }%s }"
                        .formatted(key, on, more)));
    }
}
