package io.itinera.journey.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why a profile that the engine knows nothing of never entered. */
class WhyNotTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant FROM = NOON.minusSeconds(86_400);

    private static WhyNot.Offered cart(int version, Instant from) {
        return new WhyNot.Offered(version, from, JourneyDefinitions.read(Documents.json(Documents.CART_RECOVERY)));
    }

    private static Activity did(Instant at, String event, Object total) {
        return new Activity(
                event + at,
                "p",
                at,
                new Activity.Tracked(EventType.TRACK, event, Map.of("total", total), Map.of(), at, "shop"),
                Map.of("timezone", "Europe/Berlin"),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    private static WhyNot whyNot(List<WhyNot.Offered> offered, boolean complete, Activity... activities) {
        return WhyNot.of(
                offered,
                new ActivityLog.Look(List.of(activities), complete),
                activities.length == 0 ? null : activities[activities.length - 1],
                FROM,
                NOON,
                Counting.NOTHING);
    }

    @Test
    void theJourneyWasNotPublished() {
        WhyNot why = whyNot(List.of(), true);

        assertThat(why.reason()).isEqualTo(WhyNot.Why.NEVER_PUBLISHED);
        assertThat(why.sentence()).isEqualTo("The journey was not published by 21 November 2026, 12:00:00 (UTC).");
    }

    @Test
    void theEventWasNeverSeen() {
        WhyNot nothing = whyNot(List.of(cart(1, FROM)), true);
        WhyNot other = whyNot(List.of(cart(1, FROM)), true, did(NOON, "Page Viewed", 1));

        assertThat(nothing.reason()).isEqualTo(WhyNot.Why.NEVER_HAPPENED);
        assertThat(nothing.sentence())
                .isEqualTo("No activity of the profile was found since 20 November 2026, 12:00:00 (UTC); it enters when"
                        + " “Cart Updated” happens where property total is at least 20.");
        assertThat(other.sentence())
                .isEqualTo(
                        "Of the profile's 1 activities since 20 November 2026, 12:00:00 (UTC), none is what the entry"
                                + " listens for: it enters when “Cart Updated” happens where property total is at least 20.");
    }

    @Test
    void theEventWasSeenAndItsConditionDidNotHold() {
        WhyNot why = whyNot(
                List.of(cart(1, FROM), cart(2, NOON)),
                true,
                did(NOON.minusSeconds(60), "Cart Updated", 5),
                did(NOON.minusSeconds(30), "Cart Updated", "19"));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.CONDITION);
        assertThat(why.sentence())
                .isEqualTo("“Cart Updated” happened at 21 November 2026, 12:59:30 (Europe/Berlin), but property total"
                        + " (“19”) is not at least 20: the value is text, compared with a number.");
        assertThat(why.closest()).hasSize(2).allSatisfy(miss -> {
            assertThat(miss.version()).isEqualTo(1);
            assertThat(miss.where()).containsEntry("holds", false).containsKey("actual");
        });
    }

    @Test
    void theEventCameBeforeTheJourneyWasPublished() {
        WhyNot why = whyNot(List.of(cart(1, NOON)), true, did(NOON.minusSeconds(60), "Cart Updated", 50));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.NOT_PUBLISHED_THEN);
        assertThat(why.sentence())
                .isEqualTo(
                        "“Cart Updated” happened at 21 November 2026, 12:59:00 (Europe/Berlin), before the journey was"
                                + " first published at 21 November 2026, 13:00:00 (Europe/Berlin).");
        assertThat(why.closest()).singleElement().satisfies(miss -> assertThat(miss.version())
                .isNull());
    }

    @Test
    void theClosestCountsAndNotTheLatest() {
        WhyNot why = whyNot(
                List.of(cart(1, NOON.minusSeconds(300))),
                true,
                did(NOON.minusSeconds(600), "Cart Updated", 50),
                did(NOON.minusSeconds(200), "Cart Updated", 50),
                did(NOON.minusSeconds(100), "Cart Updated", 1));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.NOT_DECIDED);
        assertThat(why.closest())
                .extracting(WhyNot.NearMiss::reason)
                .containsExactly(WhyNot.Why.CONDITION, WhyNot.Why.NOT_DECIDED, WhyNot.Why.NOT_PUBLISHED_THEN);
    }

    @Test
    void saysWhenNotAllWasLookedAt() {
        assertThat(whyNot(List.of(cart(1, FROM)), false).sentence())
                .endsWith("Not all recorded activities were looked at.");
    }
}
