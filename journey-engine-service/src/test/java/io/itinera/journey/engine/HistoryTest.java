package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a profile did before, and what it agreed to: counted by profile-service, known here as a membership. */
class HistoryTest {

    private static final String VIEWS = "event: 'Pricing Viewed', count: 3, within: 'P7D'";
    private static final String STEPS = "{ first: { type: 'wait', for: 'PT1H', next: 'end' }, end: { type: 'exit' } }";

    private static JsonNode journey(String entry, String steps, String... more) {
        String fields = more.length == 0 ? "" : ", " + String.join(", ", more);
        return Documents.json("{ key: 'j', entry: { " + entry + " }, start: 'first', steps: " + steps + fields + " }");
    }

    private static String segment(JsonNode journey) {
        return JourneyDefinitions.segments(journey, 1).keySet().iterator().next();
    }

    private static Activity.SegmentChange entered(JsonNode journey) {
        return new Activity.SegmentChange(segment(journey), true);
    }

    private static Activity.Tracked viewed() {
        return new Activity.Tracked(
                EventType.TRACK, "Pricing Viewed", Map.of("plan", "pro"), Map.of(), Life.START, "test");
    }

    @Test
    void anEntryOnACountEntersWhenItIsReachedWithTheEventThatReachedIt() {
        JsonNode journey = journey("on: { " + VIEWS + " }", STEPS);
        Life life = Life.with(journey).happen(viewed()).happen(viewed());
        assertThat(life.transitions()).isEmpty();

        life.happen(viewed(), entered(journey));
        assertThat(life.told()).containsExactly("entered > first (event)", "waiting first (for)");
        assertThat(life.transitions().getFirst().detail().toString())
                .contains("Pricing Viewed")
                .contains("holds=true");
        assertThat(life.state().live().getFirst().entry().properties()).containsEntry("plan", "pro");

        life.after("PT2H").happen(viewed());
        assertThat(life.told()).endsWith("exited end (completed)");
    }

    @Test
    void theSegmentFollowsTheWholeCondition() {
        JsonNode journey = journey("on: { " + VIEWS + ", where: { property: 'plan', eq: 'pro' } }", STEPS);

        assertThat(JourneyDefinitions.segments(journey, 1)).hasSize(1).allSatisfy((key, condition) -> {
            assertThat(key).startsWith("derived-");
            assertThat(condition.toMap())
                    .containsEntry("event", "Pricing Viewed")
                    .containsEntry("within", "P7D")
                    .containsKeys("count", "where");
        });
        assertThat(JourneyDefinitions.segments(journey, 2)).isEqualTo(JourneyDefinitions.segments(journey, 1));
    }

    @Test
    void aMembershipThatOnlyBecameKnownEntersNobody() {
        JsonNode journey = journey("on: { " + VIEWS + " }", STEPS);
        Life filled = Life.with(journey).backfilled(segment(journey));
        Life merged = Life.with(journey).happen(new Activity.MergedIn("other"), entered(journey));
        Life linked = Life.with(journey)
                .happen(new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.IDENTITY), entered(journey));

        assertThat(filled.transitions()).isEmpty();
        assertThat(merged.transitions()).isEmpty();
        assertThat(linked.transitions()).isEmpty();
    }

    @Test
    void eachTransitionOfASegmentEntersOnce() {
        JsonNode entering = journey("on: { segment: 'vip' }, reentry: { mode: 'every-time' }", STEPS);
        Life life = Life.with(entering)
                .changes("vip", true)
                .track("Anything")
                .changes("vip", false)
                .changes("vip", true);
        JsonNode leaving = journey("on: { segment: 'vip', is: 'left' }", STEPS);
        Life left = Life.with(leaving).changes("vip", true).track("Anything").changes("vip", false);

        assertThat(life.transitions())
                .filteredOn(t -> t.kind() == Transition.Kind.ENTERED)
                .hasSize(2);
        assertThat(left.told()).containsExactly("entered > first (event)", "waiting first (for)");
    }

    @Test
    void aNumberThatPassesABoundEntersOncePerCrossingAndNotWithEachChangeBeyondIt() {
        JsonNode hot = journey("on: { segment: 'hot' }, reentry: { mode: 'every-time' }", STEPS);
        Life life = Life.with(hot);

        life.trait("score", 55).happen(identified(), new Activity.SegmentChange("hot", true));
        life.trait("score", 60).happen(identified()).trait("score", 95).happen(identified());
        assertThat(entries(life)).isEqualTo(1);

        life.after("PT1M").trait("score", 49).happen(identified(), new Activity.SegmentChange("hot", false));
        life.trait("score", 20).happen(identified());
        assertThat(entries(life)).isEqualTo(1);

        life.after("PT1M").trait("score", 70).happen(identified(), new Activity.SegmentChange("hot", true));
        life.trait("score", 71).happen(identified());
        assertThat(entries(life)).isEqualTo(2);
    }

    private static long entries(Life life) {
        return life.transitions().stream()
                .filter(t -> t.kind() == Transition.Kind.ENTERED)
                .count();
    }

    private static Activity.Tracked identified() {
        return new Activity.Tracked(EventType.IDENTIFY, null, Map.of(), Map.of(), Life.START, "test");
    }

    @Test
    void theJourneysZoneIsPartOfWhatItNeeds() {
        JsonNode utc = journey("on: { " + VIEWS + " }", STEPS);
        JsonNode berlin = journey("on: { " + VIEWS + " }", STEPS, "timezone: 'Europe/Berlin'");
        JsonNode tokyo = journey("on: { " + VIEWS + " }", STEPS, "timezone: 'Asia/Tokyo'");

        assertThat(List.of(segment(utc), segment(berlin), segment(tokyo)))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("derived-"));
        assertThat(JourneyDefinitions.needs(berlin, 1)).singleElement().satisfies(need -> {
            assertThat(need.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
            assertThat(need.segment()).isEqualTo(Conditions.derivedKey(need.condition(), need.zone()));
        });
        assertThat(Life.with(berlin).happen(viewed(), entered(utc)).told()).isEmpty();
        Life life = Life.with(berlin).happen(viewed(), entered(berlin));
        assertThat(life.told()).startsWith("entered > first (event)");
        assertThat(life.transitions().getFirst().detail().get("where").toString())
                .contains("zone=Europe/Berlin", "now=" + life.now());
    }

    @Test
    void saysWhatEachSegmentIsNeededForAndTheLongestUseCounts() {
        JsonNode journey = journey(
                "on: { event: 'Started' }, audience: { not: { event: 'Bought' } }",
                "{ first: { type: 'branch', branches: [ { when: { event: 'Read' }, next: 'end' } ], otherwise: 'end' }, end: { type: 'exit' } }",
                "exits: [ { key: 'gone', when: { event: 'Left' } } ]",
                "goals: [ { key: 'warm', on: { " + VIEWS + " } }, { key: 'twice', on: { event: 'Read', count: 1 } } ]");

        assertThat(JourneyDefinitions.needs(journey, 1))
                .extracting(need -> need.condition().describe() + ": " + need.use())
                .containsExactlyInAnyOrder(
                        "the profile did “Bought”: ENTRY",
                        "the profile did “Read” at least 1 time: GOAL",
                        "the profile did “Left”: INSIDE",
                        "the profile did “Pricing Viewed” at least 3 times within the last 7 days: GOAL");
    }

    @Test
    void whatIsNotDoneForATimeBeginsAJourneyWithoutAnEvent() {
        JsonNode journey = journey("on: { event: 'Logged In', count: { eq: 0 }, within: 'P14D' }", STEPS);

        assertThat(Life.with(journey).changes(segment(journey), true).told())
                .containsExactly("entered > first (event)", "waiting first (for)");
    }

    @Test
    void anAudienceAndABranchAskHistoryAndExplainItInItsWords() {
        String history = "{ " + VIEWS + " }";
        JsonNode journey = journey(
                "on: { event: 'Started' }, audience: { not: " + history + " }",
                "{ first: { type: 'wait', for: 'PT1H', next: 'asked' }, asked: { type: 'branch', branches: [ { when: "
                        + history
                        + ", next: 'yes' } ], otherwise: 'no' }, yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } }");
        Life warm = Life.with(journey).segment(segment(journey)).track("Started");
        Life warming = Life.with(journey)
                .track("Started")
                .happen(viewed(), entered(journey))
                .after("PT1H");
        Life cold = Life.with(journey).track("Started").after("PT1H");

        assertThat(warm.told()).containsExactly("refused (audience)");
        assertThat(warm.last().detail().toString()).contains("Pricing Viewed").contains("holds=true");
        assertThat(warming.told()).endsWith("exited yes (yes)");
        assertThat(cold.told()).endsWith("exited no (no)");
    }

    @Test
    void aWaitAndAnExitFollowHistoryAlsoWhenItBecameKnownLater() {
        JsonNode waiting = journey(
                "on: { event: 'Started' }",
                "{ first: { type: 'wait', until: { " + VIEWS
                        + " }, atMost: 'P1D', then: 'end', onTimeout: 'end' }, end: { type: 'exit' } }");
        JsonNode exiting =
                journey("on: { event: 'Started' }", STEPS, "exits: [ { key: 'warm', on: { " + VIEWS + " } } ]");

        assertThat(Life.with(waiting)
                        .track("Started")
                        .happen(viewed(), entered(waiting))
                        .told())
                .endsWith("moved first > end (condition)", "exited end (completed)");
        assertThat(Life.with(exiting)
                        .track("Started")
                        .backfilled(segment(exiting))
                        .told())
                .endsWith("exited first (exit:warm)");
    }

    @Test
    void aGoalCanBeACount() {
        JsonNode journey =
                journey("on: { event: 'Started' }", STEPS, "goals: [ { key: 'warm', on: { " + VIEWS + " } } ]");

        assertThat(Life.with(journey)
                        .track("Started")
                        .happen(viewed(), entered(journey))
                        .told())
                .endsWith("goal first (goal:warm)");
    }

    @Test
    void consentAndScoresCanBeAskedEverywhere() {
        JsonNode journey = journey(
                "on: { event: 'Started' }, audience: { score: 'score', gte: 5 }",
                "{ first: { type: 'wait', until: { consent: { channel: 'email', purpose: 'marketing' } }, atMost: 'P1D', then: 'yes', onTimeout: 'no' }, yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } }");
        Life given = Life.with(journey)
                .consent("email/marketing", false)
                .track("Started")
                .consent("email/marketing", true)
                .happen(new Activity.ConsentChanged(Map.of("email/marketing", true)));
        Life forAll = Life.with(journey).consent("*/marketing", true).track("Started");
        Life never = Life.with(journey).track("Started").after("P1D");

        assertThat(given.told()).endsWith("exited yes (yes)");
        assertThat(forAll.told()).endsWith("exited yes (yes)");
        assertThat(never.told()).endsWith("exited no (no)");
    }
}
