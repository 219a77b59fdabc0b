package io.itinera.journey.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why a profile never entered a journey that time, a segment or the API brings people into. */
class TimedWhyNotTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant FROM = NOON.minusSeconds(3 * 86_400);
    private static final JsonNode MORNINGS =
            entry("on: { schedule: { at: '09:00' } }, audience: { trait: 'plan', eq: 'pro' }");
    private static final JsonNode RENEWAL =
            entry("on: { date: { trait: 'renewal' }, offset: '-P7D', timeOfDay: '09:00' }");

    private static JsonNode entry(String entry) {
        return Documents.json("{ key: 'j', entry: { " + entry + " }, start: 'end', steps: { end: { type: 'exit' } } }");
    }

    private static WhyNot.Offered offered(JsonNode definition, Instant from) {
        return new WhyNot.Offered(1, from, JourneyDefinitions.read(new PublishedJourney.Version(1, definition, from)));
    }

    private static String members(JsonNode definition) {
        return JourneyDefinitions.segments(definition, 1).keySet().iterator().next();
    }

    private static Activity was(Instant at, Activity.Cause cause, Map<String, Object> traits, Set<String> segments) {
        return new Activity("a" + at, "p", at, cause, traits, Map.of(), Map.of(), segments, List.of());
    }

    private static Activity seen(Instant at, Map<String, Object> traits, String... segments) {
        return was(
                at,
                new Activity.Tracked(EventType.TRACK, "Page Viewed", Map.of(), Map.of(), at, "shop"),
                traits,
                Set.of(segments));
    }

    private static WhyNot whyNot(JsonNode definition, Instant from, Activity... activities) {
        Activity latest = activities.length == 0 ? null : activities[activities.length - 1];
        return WhyNot.of(
                List.of(offered(definition, from)),
                new ActivityLog.Look(List.of(activities), true),
                latest,
                FROM,
                NOON,
                Counting.NOTHING);
    }

    @Test
    void theTimeCameAndTheProfileDidNotQualifyThen() {
        WhyNot why =
                whyNot(MORNINGS, FROM, seen(FROM.plusSeconds(60), Map.of("plan", "free", "timezone", "Europe/Berlin")));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.CONDITION);
        assertThat(why.sentence())
                .isEqualTo("The time came at 21 November 2026, 09:00:00 (Europe/Berlin), but the profile did not"
                        + " qualify: trait plan (“free”) is not “pro”. The time comes next at 22 November 2026, 09:00:00"
                        + " (Europe/Berlin); the profile does not qualify: trait plan (“free”) is not “pro”.");
        assertThat(why.closest())
                .extracting(WhyNot.NearMiss::at)
                .containsExactly(
                        Instant.parse("2026-11-21T08:00:00Z"),
                        Instant.parse("2026-11-20T08:00:00Z"),
                        Instant.parse("2026-11-19T08:00:00Z"));
        assertThat(why.next().due()).isEqualTo(Instant.parse("2026-11-22T08:00:00Z"));
        assertThat(why.next().audience()).containsEntry("holds", false);
    }

    @Test
    void eachTimeIsJudgedByWhatWasKnownThen() {
        WhyNot why = whyNot(
                MORNINGS,
                FROM,
                seen(FROM.plusSeconds(60), Map.of("plan", "free")),
                seen(Instant.parse("2026-11-20T12:00:00Z"), Map.of("plan", "pro"), members(MORNINGS)));

        assertThat(why.closest())
                .extracting(WhyNot.NearMiss::reason)
                .containsExactly(WhyNot.Why.NOT_DECIDED, WhyNot.Why.CONDITION, WhyNot.Why.CONDITION);
        assertThat(why.next().qualifies()).isTrue();
    }

    @Test
    void theTimeHasNotComeYet() {
        Activity known = seen(NOON.minusSeconds(60), Map.of("plan", "pro"), members(MORNINGS));
        WhyNot why = whyNot(MORNINGS, NOON.minusSeconds(3600), known);

        assertThat(why.reason()).isEqualTo(WhyNot.Why.TIME_NOT_COME);
        assertThat(why.sentence())
                .isEqualTo("The time comes next at 22 November 2026, 09:00:00 (UTC); the profile qualifies: trait plan"
                        + " (“pro”) is “pro”.");
    }

    @Test
    void theDateOfTheProfileIsFarAwayOverOrMissing() {
        WhyNot far = whyNot(RENEWAL, FROM, seen(NOON, Map.of("renewal", "2027-03-01"), members(RENEWAL)));
        WhyNot over = whyNot(RENEWAL, NOON, seen(NOON, Map.of("renewal", "2025-03-01"), members(RENEWAL)));
        WhyNot missing = whyNot(RENEWAL, NOON, seen(NOON, Map.of()));

        assertThat(far.next().due()).isEqualTo(Instant.parse("2027-02-22T09:00:00Z"));
        assertThat(far.reason()).isEqualTo(WhyNot.Why.TIME_NOT_COME);
        assertThat(over.reason()).isEqualTo(WhyNot.Why.NO_TIME_TO_COME);
        assertThat(missing.reason()).isEqualTo(WhyNot.Why.NO_TIME_TO_COME);
        assertThat(missing.sentence()).endsWith("the profile does not qualify: trait renewal (missing) is missing.");
    }

    @Test
    void whereNothingIsKnownOfTheProfileNoTimeIsGuessed() {
        WhyNot why = whyNot(MORNINGS, FROM);

        assertThat(why.reason()).isEqualTo(WhyNot.Why.NEVER_HAPPENED);
        assertThat(why.next()).isNull();
    }

    @Test
    void nobodyAskedForAnEntry() {
        WhyNot why = whyNot(entry("on: { api: true }"), FROM, seen(NOON, Map.of()));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.NOT_ASKED);
        assertThat(why.sentence())
                .isEqualTo(
                        "Nobody asked for an entry, as far as is known: a profile enters when the API asks for it, or a"
                                + " step of another journey lets it enter.");
    }

    @Test
    void aMembershipThatOnlyBecameKnownIsNoEntry() {
        JsonNode journey = entry("on: { segment: 'vip' }");
        Activity filled = new Activity(
                "s1",
                "p",
                NOON,
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.BACKFILL),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of("vip"),
                List.of(new Activity.SegmentChange("vip", true)));
        WhyNot why = whyNot(journey, FROM, filled);

        assertThat(why.reason()).isEqualTo(WhyNot.Why.KNOWN_ONLY);
        assertThat(why.sentence())
                .isEqualTo(
                        "At 21 November 2026, 12:00:00 (UTC), the profile enters segment vip only became known: it had"
                                + " been so before, which is no entry.");
    }
}
