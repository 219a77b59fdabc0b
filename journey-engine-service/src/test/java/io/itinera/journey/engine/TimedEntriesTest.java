package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that a schedule or a date in a trait brings, in the profile's zone, and what moves them. */
class TimedEntriesTest {

    private static final String EVERY_MORNING =
            "on: { schedule: { at: '09:00' } }, audience: { trait: 'plan', eq: 'pro' }";
    private static final String RENEWAL = "on: { date: { trait: 'renewal' }, offset: '-P7D', timeOfDay: '09:00' }";

    private static JsonNode journey(String entry, String... more) {
        String fields = more.length == 0 ? "" : ", " + String.join(", ", more);
        return Documents.json(
                "{ key: 'j', entry: { " + entry + " }, start: 'end', steps: { end: { type: 'exit' } }" + fields + " }");
    }

    /** The segment of those who enter, which profile-service keeps for the journey's first version. */
    static String segment(JsonNode journey) {
        return segment(journey, 1);
    }

    private static String segment(JsonNode journey, int version) {
        return JourneyDefinitions.segments(journey, version).keySet().stream()
                .filter(key -> key.startsWith("entry-"))
                .findFirst()
                .orElseThrow();
    }

    private static Life member(JsonNode journey) {
        return Life.with(journey).trait("timezone", "Europe/Berlin").backfilled(segment(journey));
    }

    private static List<Instant> entries(Life life) {
        return life.transitions().stream()
                .filter(t -> t.kind() == Transition.Kind.ENTERED)
                .map(Transition::at)
                .toList();
    }

    @Test
    void everyoneInTheAudienceEntersEachMorningOfTheirOwnZone() {
        Life life = member(journey(EVERY_MORNING)).at("2026-11-23T12:00:00Z");

        assertThat(entries(life))
                .containsExactly(Instant.parse("2026-11-22T08:00:00Z"), Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(life.told()).startsWith("entered > end (schedule)", "exited end (completed)");
        assertThat(life.transitions().getFirst().detail()).containsEntry("zone", "Europe/Berlin");
        assertThat(life.transitions().getFirst().detail().toString())
                .contains("trait=plan")
                .contains("holds=true");
        assertThat(life.timers()).hasSize(1);
    }

    /** The same order as where it is a wait that comes to the step. */
    @Test
    void anEntryThatMovesTheProfileElsewhereMovesTheEntriesThatWereDueAtTheSameMomentAfterIt() {
        JsonNode first = Documents.json("""
                { key: 'a', entry: { %s }, start: 'west',
                  steps: { west: { type: 'update', set: { timezone: 'America/New_York' }, next: 'end' }, end: { type: 'exit' } } }""".formatted(EVERY_MORNING));
        JsonNode second = journey(EVERY_MORNING);
        Life life = Life.with(first, second)
                .trait("timezone", "Europe/Berlin")
                .segment(segment(second))
                .backfilled(segment(first))
                .at("2026-11-22T15:00:00Z");

        assertThat(life.transitions().stream()
                        .filter(t -> t.kind() == Transition.Kind.ENTERED)
                        .map(t -> t.journey().journey() + " " + t.at()))
                .containsExactly("a 2026-11-22T08:00:00Z", "j 2026-11-22T14:00:00Z");
    }

    @Test
    void onlyTheLogDecidesAlsoWhenNoTimerFires() {
        Life life = member(journey(EVERY_MORNING)).timersNeverFire().at("2026-11-24T12:00:00Z");
        assertThat(entries(life)).isEmpty();

        assertThat(entries(life.track("Anything")))
                .containsExactly(
                        Instant.parse("2026-11-22T08:00:00Z"),
                        Instant.parse("2026-11-23T08:00:00Z"),
                        Instant.parse("2026-11-24T08:00:00Z"));
    }

    @Test
    void whoLeavesTheAudienceIsNoLongerAwaited() {
        JsonNode journey = journey(EVERY_MORNING);
        Life life = member(journey).changes(segment(journey), false);

        assertThat(life.timers()).isEmpty();
        assertThat(life.state().isEmpty()).isTrue();
        assertThat(entries(life.changes(segment(journey), true).at("2026-11-22T12:00:00Z")))
                .hasSize(1);
    }

    @Test
    void theStateHoldsOneTimerAndWhatIsKnownOfTheProfile() {
        Life life =
                member(journey(EVERY_MORNING)).trait("email", "ada@example.com").track("Anything");

        assertThat(life.state().standing()).hasSize(1);
        assertThat(life.state().known().traits()).containsEntry("email", "ada@example.com");
        assertThat(life.timers()).extracting(TimerId::due).containsExactly(Instant.parse("2026-11-22T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "days: ['monday'],                       2026-11-23T08:00:00Z",
        "'every: ''week'', days: ''wednesday''', 2026-11-25T08:00:00Z",
        "'every: ''month'', date: 31',           2026-11-30T08:00:00Z",
        "'every: ''month'', date: 1',            2026-12-01T08:00:00Z",
        "'every: ''month'', days: [''friday'']', 2026-12-04T08:00:00Z",
        "date: '2027-02-01',                     2027-02-01T08:00:00Z",
        "zone: 'journey',                        2026-11-22T00:00:00Z",
    })
    void aScheduleNamesItsDays(String schedule, Instant expected) {
        String quoted = schedule.replace("''", "'");
        Life life = member(journey(
                "on: { schedule: { at: '09:00', " + quoted + " } }, audience: { segment: 'vip' }",
                "timezone: 'Asia/Tokyo'"));

        assertThat(life.timers()).extracting(TimerId::due).containsExactly(expected);
    }

    @Test
    void aDateThatHasPassedComesNoMore() {
        Life life =
                member(journey("on: { schedule: { at: '09:00', date: '2026-11-21' } }, audience: { segment: 'vip' }"));

        assertThat(life.timers()).isEmpty();
        assertThat(life.after("P800D").transitions()).isEmpty();
    }

    @Test
    void whoTravelsNeitherEntersTwiceForAMorningNorMissesIt() {
        Life east = member(journey(EVERY_MORNING)).at("2026-11-22T00:30:00Z");
        east.trait("timezone", "Asia/Tokyo").track("Moved").at("2026-11-22T01:00:00Z");
        assertThat(entries(east)).containsExactly(Instant.parse("2026-11-22T00:30:00Z"));

        Life west = member(journey(EVERY_MORNING)).at("2026-11-22T09:00:00Z");
        west.trait("timezone", "America/New_York").track("Moved").at("2026-11-23T14:00:00Z");
        assertThat(entries(west))
                .containsExactly(Instant.parse("2026-11-22T08:00:00Z"), Instant.parse("2026-11-23T14:00:00Z"));
    }

    @Test
    void aDateInATraitEntersOnceWithItsOffset() {
        JsonNode journey = journey(RENEWAL);
        Life life = Life.with(journey).trait("renewal", "2026-12-24").backfilled(segment(journey));

        assertThat(life.timers()).extracting(TimerId::due).containsExactly(Instant.parse("2026-12-17T09:00:00Z"));
        assertThat(entries(life.after("P500D"))).containsExactly(Instant.parse("2026-12-17T09:00:00Z"));
        assertThat(life.told()).startsWith("entered > end (date)");
        assertThat(life.transitions().getFirst().detail()).containsEntry("trait", "renewal");
    }

    @Test
    void aDateIsLookedUpAgainWhenTheTraitChanges() {
        JsonNode journey = journey(RENEWAL);
        Life life = Life.with(journey)
                .trait("renewal", "2026-12-24")
                .backfilled(segment(journey))
                .trait("renewal", "2026-11-25")
                .track("Changed");
        assertThat(life.timers()).isEmpty();

        life.trait("renewal", "2027-01-08").track("Changed").at("2027-02-01T00:00:00Z");
        life.trait("renewal", "2028-01-08").track("Renewed").at("2028-02-01T00:00:00Z");
        assertThat(entries(life))
                .containsExactly(Instant.parse("2027-01-01T09:00:00Z"), Instant.parse("2028-01-01T09:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "1990-05-17, 2027-05-17T09:00:00Z, 2028-05-17T09:00:00Z",
        "1992-02-29, 2027-02-28T09:00:00Z, 2028-02-29T09:00:00Z",
        "--02-29,    2027-02-28T09:00:00Z, 2028-02-29T09:00:00Z",
        "11-21,      2027-11-21T09:00:00Z, 2028-11-21T09:00:00Z",
        "2030-01-01, 2030-01-01T09:00:00Z, 2031-01-01T09:00:00Z",
    })
    void aBirthdayComesAgainEachYear(String birthday, Instant first, Instant second) {
        JsonNode journey = journey("on: { date: { trait: 'birthday' }, timeOfDay: '09:00', repeat: 'yearly' }");
        Life life = Life.with(journey).trait("birthday", birthday).backfilled(segment(journey));

        assertThat(entries(life.at("2032-01-01T00:00:00Z"))).startsWith(first, second);
    }

    @Test
    void aDayBeforeNewYearBelongsToTheNextYearsDate() {
        JsonNode journey =
                journey("on: { date: { trait: 'since' }, offset: '-P3D', timeOfDay: '09:00', repeat: 'yearly' }");
        Life life = Life.with(journey).trait("since", "2020-01-01").backfilled(segment(journey));

        assertThat(life.timers()).extracting(TimerId::due).containsExactly(Instant.parse("2026-12-29T09:00:00Z"));
    }

    @Test
    void whatIsNoDateIsNotAwaited() {
        JsonNode journey = journey(RENEWAL);
        Life life = Life.with(journey).trait("renewal", "soon").backfilled(segment(journey));

        assertThat(life.timers()).isEmpty();
        assertThat(life.state().standing()).hasSize(1);
    }

    @Test
    void aPausedJourneyRefusesAndGoesOnLater() {
        JsonNode journey = journey(EVERY_MORNING);
        Life life = member(journey)
                .publish(PublishedJourney.State.DRAINING, journey)
                .at("2026-11-22T12:00:00Z");
        assertThat(life.told()).containsExactly("refused (paused)");

        life.publish(PublishedJourney.State.LIVE, journey).changed().at("2026-11-23T12:00:00Z");
        assertThat(entries(life)).containsExactly(Instant.parse("2026-11-23T08:00:00Z"));
    }

    @Test
    void anArchivedJourneyLeavesNoTimer() {
        JsonNode journey = journey(EVERY_MORNING);
        Life life = member(journey)
                .publish(PublishedJourney.State.ARCHIVED, journey)
                .changed();

        assertThat(life.timers()).isEmpty();
        assertThat(life.state().isEmpty()).isTrue();
    }

    @Test
    void aVersionOnItsWayIsListenedForAndUsedOnceItIsCurrent() {
        JsonNode first = journey(EVERY_MORNING);
        JsonNode second = journey("on: { schedule: { at: '18:00' } }, audience: { trait: 'plan', eq: 'max' }");
        var versions = List.of(
                new PublishedJourney.Version(1, first, Instant.EPOCH),
                new PublishedJourney.Version(2, second, Instant.EPOCH));
        Life life = Life.of("profile-1").publish(new PublishedJourney("j", PublishedJourney.State.LIVE, 1, versions));
        life.backfilled(segment(second, 2)).at("2026-11-22T20:00:00Z");
        assertThat(life.state().standing()).hasSize(1);
        assertThat(life.transitions()).isEmpty();

        life.publish(new PublishedJourney("j", PublishedJourney.State.LIVE, 2, versions))
                .changed();
        assertThat(entries(life.at("2026-11-23T20:00:00Z"))).containsExactly(Instant.parse("2026-11-23T18:00:00Z"));
    }

    @Test
    void aJourneyOfWhichNoVersionIsReadyTakesNobody() {
        JsonNode first = journey("on: { event: 'Started' }");
        Life life = Life.of("profile-1")
                .publish(new PublishedJourney(
                        "j",
                        PublishedJourney.State.LIVE,
                        0,
                        List.of(new PublishedJourney.Version(1, first, Instant.EPOCH))));

        assertThat(life.track("Started").transitions()).isEmpty();
    }

    @Test
    void aMergeTakesTheTimersWithItAndNobodyEntersTwiceForOneMorning() {
        JsonNode journey = journey(EVERY_MORNING);
        Life gone =
                Life.of("gone").publish(journey).trait("timezone", "Asia/Tokyo").backfilled(segment(journey));
        Life stays = Life.of("stays")
                .publish(journey)
                .trait("timezone", "Europe/Berlin")
                .backfilled(segment(journey));
        gone.at("2026-11-22T02:00:00Z");
        stays.at("2026-11-22T02:00:00Z");
        assertThat(entries(gone)).hasSize(1);

        gone.mergeInto(stays);
        stays.at("2026-11-23T12:00:00Z");

        assertThat(gone.timers()).isEmpty();
        assertThat(gone.state().isEmpty()).isTrue();
        assertThat(entries(stays)).containsExactly(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(stays.timers()).hasSize(1);
    }

    @Test
    void theCatalogListensForWhoBeginsToQualify() {
        JsonNode journey = journey(EVERY_MORNING);
        Life life = Life.with(journey);
        Activity entered = life.activity(
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.BACKFILL),
                new Activity.SegmentChange(segment(journey), true, true));
        Activity other = life.activity(
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.BACKFILL),
                new Activity.SegmentChange("other", true, true));

        assertThat(life.catalog().concerns(entered)).isTrue();
        assertThat(life.catalog().concerns(other)).isFalse();
    }

    @Test
    void aDateThatAStepChangesCountsFromThatMomentHoweverLateTheEngineIs() {
        JsonNode dated = journey("on: { date: { trait: 'renewal' } }");
        JsonNode mover = Documents.journey("mover", """
                { first: { type: 'wait', for: 'PT1H', next: 'move' },
                  move: { type: 'update', set: { renewal: '2026-11-21T12:00:00Z' }, next: 'end' }, end: { type: 'exit' } }""");
        for (boolean late : List.of(false, true)) {
            Life life = Life.with(dated, mover).trait("renewal", "2026-12-24T12:00:00Z");
            life.backfilled(segment(dated)).track("Started");
            if (late) {
                life.timersNeverFire();
            }
            life.at("2026-11-21T15:00:00Z").track("Other");

            assertThat(life.told("j")).startsWith("entered > end (date)");
            assertThat(entries(life)).contains(Instant.parse("2026-11-21T12:00:00Z"));
        }
    }

    @Test
    void theEndOfAGoalsTimeDoesNotBringAnEntryThatOnlyTheRecordSaysIsDue() {
        JsonNode noon = journey("on: { schedule: { at: '12:00' } }, audience: { trait: 'plan', eq: 'pro' }");
        JsonNode watched = Documents.journey(
                "watched",
                "{ first: { type: 'exit' } }",
                "goals: [ { key: 'paid', on: { event: 'Paid' }, within: 'P1D' } ]");
        Life life = Life.with(noon, watched).trait("timezone", "America/New_York");
        life.backfilled(segment(noon)).track("Started").at("2026-11-22T05:00:00Z");
        Map<String, Object> forTheRecord = Map.of("itinera", Map.of("journeys", false));
        life.trait("timezone", "Asia/Tokyo")
                .happen(new Activity.Tracked(EventType.TRACK, "Moved", Map.of(), forTheRecord, life.now(), "test"));

        assertThat(life.at("2026-11-22T16:00:00Z").told("j")).hasSize(2);
        assertThat(entries(life.at("2026-11-22T18:00:00Z"))).endsWith(Instant.parse("2026-11-22T17:00:00Z"));
    }

    @Test
    void whoBecomesPartOfANewProfileDoesNotEnterTwiceForTheSameMorning() {
        JsonNode mornings = journey(EVERY_MORNING);
        Life into = Life.of("profile-2").publish(mornings).trait("timezone", "America/New_York");
        Life from = member(mornings).at("2026-11-22T08:30:00Z");
        assertThat(entries(from)).hasSize(1);

        from.mergeInto(into);
        into.happen(new Activity.MergedIn("profile-1"), new Activity.SegmentChange(segment(mornings), true))
                .at("2026-11-22T20:00:00Z");

        assertThat(entries(into)).isEmpty();
    }
}
