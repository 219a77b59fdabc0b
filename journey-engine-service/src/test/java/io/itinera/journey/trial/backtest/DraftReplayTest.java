package io.itinera.journey.trial.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Knowledge;
import io.itinera.journey.trial.delivery.Rules;
import io.itinera.journey.trial.membership.Membership;
import io.itinera.journey.trial.membership.Memberships;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Drafts that need memberships which the record lacks, since nobody asked for them then. */
class DraftReplayTest {

    /** A Monday. */
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private static final Period PERIOD = new Period(Instant.EPOCH, START, START.plus(Duration.ofDays(40)), 1);
    private static final JsonNode TIMELY = Documents.json("""
            { key: 'timely', maxDuration: 'P10D', entry: { on: { schedule: { at: '09:00' } },
                audience: { all: [ { trait: 'plan', eq: 'pro' }, { not: { event: 'Login', within: 'P3D' } } ] } },
              start: 'first',
              steps: { first: { type: 'wait', until: { event: 'Login', count: { gte: 2 }, within: 'P2D' }, atMost: 'P4D',
                  then: 'keen', onTimeout: 'mail' },
                mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' },
                keen: { type: 'exit', reason: 'keen' }, end: { type: 'exit' } } }""");

    private static Tested draft(JsonNode definition) {
        return new Tested(definition.path("key").asText(), 3, definition);
    }

    private static Memberships lacking(Tested tested, List<PublishedJourney> published) {
        return new Memberships(Unrecorded.of(tested, published, Instant.EPOCH).stream()
                .map(Unrecorded::told)
                .toList());
    }

    private static Replay replay(Tested tested, Shelf shelf, boolean fromBirth) {
        return new Replay(
                tested.catalog(List.of()),
                tested.journey(),
                PERIOD,
                shelf,
                new Members(lacking(tested, List.of()), fromBirth, shelf),
                new Deliveries(Rules.NONE, tested.journey(), PERIOD, shelf));
    }

    private static Activity did(String profile, String event, Duration after, Map<String, Object> traits) {
        Instant at = START.plus(after);
        EventType type = event == null ? EventType.IDENTIFY : EventType.TRACK;
        return activity(
                profile + at,
                at,
                new Activity.Tracked(type, event, Map.of(), Map.of(), at, "test"),
                profile,
                new Knowledge(traits, Map.of(), Set.of()));
    }

    private static Activity activity(String id, Instant at, Activity.Cause cause, String profile, Knowledge known) {
        return new Activity(
                id,
                profile,
                at,
                cause,
                known.traits(),
                known.computed(),
                known.consents(),
                known.segments(),
                List.of());
    }

    private static List<Instant> entries(Replay replay, String profile) {
        return replay.people().stream()
                .filter(person -> person.profileId().equals(profile))
                .flatMap(person -> person.ways().stream())
                .map(way -> way.enteredAt())
                .toList();
    }

    @Test
    void aScheduleDraftLetsInWhoQualifiedThenAlsoWhereOnlyTimePassed() {
        JsonNode weekly = Documents.json("""
                { key: 'weekly', entry: { on: { schedule: { at: '09:00', every: 'week', days: ['monday'] } },
                    audience: { all: [ { trait: 'plan', eq: 'pro' }, { trait: 'lastLogin', before: '-P14D' } ] } }, start: 'end',
                  steps: { end: { type: 'exit' } } }""");
        try (Shelf shelf = new Shelf(1)) {
            Replay replay = replay(draft(weekly), shelf, true);
            String login = "2026-03-01T12:00:00Z";
            replay.happened(did("gone", null, Duration.ZERO, Map.of("plan", "pro", "lastLogin", login)));
            replay.happened(did("free", null, Duration.ofHours(1), Map.of("plan", "free", "lastLogin", login)));
            replay.happened(did("back", null, Duration.ofHours(2), Map.of("plan", "pro", "lastLogin", login)));
            replay.happened(
                    did("back", null, Duration.ofDays(20), Map.of("plan", "pro", "lastLogin", "2026-03-22T10:00:00Z")));
            replay.finish();

            assertThat(entries(replay, "gone"))
                    .containsExactly(
                            Instant.parse("2026-03-16T09:00:00Z"),
                            Instant.parse("2026-03-23T09:00:00Z"),
                            Instant.parse("2026-03-30T09:00:00Z"),
                            Instant.parse("2026-04-06T09:00:00Z"));
            assertThat(entries(replay, "back"))
                    .containsExactly(Instant.parse("2026-03-16T09:00:00Z"), Instant.parse("2026-04-06T09:00:00Z"));
            assertThat(entries(replay, "free")).isEmpty();
        }
    }

    @Test
    void aDateDraftLetsInEverybodyWhoHasTheDate() {
        JsonNode renewal = Documents.json("""
                { key: 'renewal', entry: { on: { date: { trait: 'renewsOn' }, offset: '-P7D', timeOfDay: '10:00' } }, start: 'end',
                  steps: { end: { type: 'exit' } } }""");
        try (Shelf shelf = new Shelf(1)) {
            Replay replay = replay(draft(renewal), shelf, true);
            replay.happened(
                    did("one", null, Duration.ZERO, Map.of("renewsOn", "2026-03-20", "timezone", "Europe/Berlin")));
            replay.happened(did("two", "Page Viewed", Duration.ZERO, Map.of()));
            replay.happened(did("three", null, Duration.ZERO, Map.of("renewsOn", "2026-03-20")));
            replay.happened(did("three", null, Duration.ofDays(2), Map.of("renewsOn", "2026-03-30")));
            replay.finish();

            assertThat(entries(replay, "one")).containsExactly(Instant.parse("2026-03-13T09:00:00Z"));
            assertThat(entries(replay, "two")).isEmpty();
            assertThat(entries(replay, "three")).containsExactly(Instant.parse("2026-03-23T10:00:00Z"));
        }
    }

    @Test
    void aDraftThatAsksForHistoryCountsWhatTheRecordTells() {
        JsonNode keen = Documents.json("""
                { key: 'keen', entry: { on: { event: 'Pricing Viewed', count: { gte: 2 }, within: 'P7D' } }, start: 'look',
                  steps: { look: { type: 'branch', branches: [ { when: { event: 'Paid' }, next: 'customer' } ], otherwise: 'prospect' },
                    customer: { type: 'exit', reason: 'customer' }, prospect: { type: 'exit', reason: 'prospect' } } }""");
        try (Shelf shelf = new Shelf(1)) {
            Replay replay = replay(draft(keen), shelf, true);
            replay.happened(did("one", "Paid", Duration.ofDays(-30), Map.of()));
            replay.happened(did("one", "Pricing Viewed", Duration.ofDays(1), Map.of()));
            replay.happened(did("two", "Pricing Viewed", Duration.ofDays(1), Map.of()));
            replay.happened(did("one", "Pricing Viewed", Duration.ofDays(3), Map.of()));
            replay.happened(did("two", "Pricing Viewed", Duration.ofDays(9), Map.of()));
            replay.happened(did("two", "Pricing Viewed", Duration.ofDays(10), Map.of()));
            replay.finish();

            assertThat(entries(replay, "one")).containsExactly(START.plus(Duration.ofDays(3)));
            assertThat(entries(replay, "two")).containsExactly(START.plus(Duration.ofDays(10)));
            assertThat(replay.tally().counts().exited()).isEqualTo(Map.of("customer", 1L, "prospect", 1L));
        }
    }

    @Test
    void whatHeldBeforeTheRecordBeginsLetsNobodyIn() {
        JsonNode absent = Documents.json("""
                { key: 'absent', entry: { on: { event: 'Login', count: { lt: 1 }, within: 'P14D' } }, start: 'end',
                  steps: { end: { type: 'exit' } } }""");
        for (boolean fromBirth : List.of(true, false)) {
            try (Shelf shelf = new Shelf(1)) {
                Replay replay = replay(draft(absent), shelf, fromBirth);
                replay.happened(did("one", "Page Viewed", Duration.ZERO, Map.of()));
                replay.happened(did("two", "Login", Duration.ZERO, Map.of()));
                replay.finish();

                assertThat(entries(replay, "one")).isEqualTo(fromBirth ? List.of(START) : List.of());
                assertThat(entries(replay, "two")).containsExactly(START.plus(Duration.ofDays(14)));
            }
        }
    }

    @Test
    void aMergeAnErasureAndAnAskedEntryFindTheMemberships() {
        JsonNode asked = Documents.json("""
                { key: 'asked', entry: { on: { api: true }, audience: { event: 'Paid', count: { gte: 2 } } }, start: 'end', steps: { end: { type: 'exit' } } }""");
        try (Shelf shelf = new Shelf(1)) {
            Replay replay = replay(draft(asked), shelf, true);
            replay.happened(did("old", "Paid", Duration.ZERO, Map.of()));
            replay.happened(did("new", "Paid", Duration.ofHours(1), Map.of()));
            Instant merge = START.plus(Duration.ofHours(2));
            replay.happened(activity("m1", merge, new Activity.MergedAway("new"), "old", Knowledge.NONE));
            replay.happened(activity("m2", merge, new Activity.MergedIn("old"), "new", Knowledge.NONE));
            replay.delivered("old", asked("e1", merge.plusSeconds(60)));
            replay.delivered("new", new Input.Erased("r", "s", "new", merge.plusSeconds(120)));
            replay.delivered("new", asked("e2", merge.plusSeconds(180)));
            replay.finish();

            assertThat(replay.tally().counts().entered()).isEqualTo(1);
            assertThat(replay.tally().counts().refused()).isEqualTo(Map.of("audience", 1L));
        }
    }

    private static Input.EntryRequested asked(String id, Instant at) {
        return new Input.EntryRequested(id, "asked", Map.of(), Knowledge.NONE, at);
    }

    @Property(tries = 200)
    void aDraftDoesWhatItWouldHaveDoneHadItsSegmentsBeenKept(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 3000) Integer> story) {
        Tested tested = draft(TIMELY);
        Recorder recorder = new Recorder(tested);
        try (Shelf shelf = new Shelf(1)) {
            Replay replay = replay(tested, shelf, true);
            Instant at = START;
            int number = 0;
            for (int chapter : story) {
                at = at.plus(Duration.ofMinutes(chapter));
                Activity activity = recorder.activity("a" + number++, chapter, at);
                recorder.happened(activity);
                replay.happened(activity);
            }
            recorder.to(PERIOD.to().minusMillis(1));
            replay.finish();

            Reality reality = new Reality("timely", shelf);
            recorder.engine.transitions.stream()
                    .filter(t -> PERIOD.contains(t.at()))
                    .forEach(reality::add);
            assertThat(reality.comparison(replay.tally().transitions()))
                    .isEqualTo(new BackTestReport.Comparison(replay.tally().transitions(), 0, 0, 0, 0));
        }
    }

    /** An engine on time, in front of which memberships change on time. */
    private static final class Recorder {
        private final ReplayTest.Engine engine;
        private final Memberships memberships;
        private final Map<String, Membership> all = new TreeMap<>();
        private final Map<String, Map<String, Object>> traits = new HashMap<>();

        Recorder(Tested tested) {
            engine = new ReplayTest.Engine(tested.catalog(List.of()));
            memberships = lacking(tested, List.of());
        }

        Activity activity(String id, int chapter, Instant at) {
            String profile = "profile-" + chapter % 3;
            Map<String, Object> told = traits.computeIfAbsent(profile, _ -> new HashMap<>(Map.of("plan", "pro")));
            String event = chapter % 7 < 4 ? "Login" : chapter % 7 == 4 ? "Page Viewed" : null;
            if (event == null) {
                told.put(
                        chapter % 7 == 5 ? "plan" : "timezone",
                        chapter % 7 == 6 ? "Asia/Tokyo" : chapter % 2 == 0 ? "pro" : "free");
            }
            EventType type = event == null ? EventType.IDENTIFY : EventType.TRACK;
            Instant occurred = at.minus(Duration.ofHours(chapter % 5 == 0 ? 30 : 0));
            Activity.Tracked cause = new Activity.Tracked(type, event, Map.of(), Map.of(), occurred, "test");
            return DraftReplayTest.activity(
                    id, at, cause, profile, new Knowledge(Map.copyOf(told), Map.of(), Set.of()));
        }

        void happened(Activity activity) {
            to(activity.at());
            tell(activity);
        }

        void to(Instant time) {
            Map.Entry<String, Membership> next = next(time);
            while (next != null) {
                Instant due = next.getValue().due().orElseThrow();
                engine.to(due);
                tell(DraftReplayTest.activity(
                        "segments:time:" + due.toEpochMilli(),
                        due,
                        new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                        next.getKey(),
                        next.getValue().known()));
                next = next(time);
            }
            engine.to(time);
        }

        private Map.Entry<String, Membership> next(Instant by) {
            return all.entrySet().stream()
                    .filter(one ->
                            one.getValue().due().filter(due -> !due.isAfter(by)).isPresent())
                    .min(Comparator.comparing(one -> one.getValue().due().orElseThrow()))
                    .orElse(null);
        }

        private void tell(Activity activity) {
            Memberships.Told told =
                    memberships.after(all.getOrDefault(activity.profileId(), Membership.NONE), activity);
            all.put(activity.profileId(), told.membership());
            boolean nothing = activity.cause() instanceof Activity.SegmentsChanged
                    && told.activity().segmentChanges().isEmpty();
            if (!nothing) {
                engine.happened(told.activity());
            }
        }
    }

    @Test
    void theRecordIsReadAsFarBackAsHistoryCountsUnlessItHasTheMemberships() {
        JsonNode draft = Documents.journey("counting", """
                { first: { type: 'wait', until: { event: 'Login', count: { gte: 2 }, within: 'P30D' }, atMost: 'P4D', then: 'end' },
                  end: { type: 'exit' } }""", "maxDuration: 'P10D'");
        Tested tested = draft(draft);
        Instant begun = START.minus(Duration.ofDays(10)).minus(Tested.ZONES_APART);
        Instant published = START.minus(Duration.ofDays(5));

        assertThat(tested.needed(START, List.of()))
                .isEqualTo(begun.minus(Duration.ofDays(30)).minus(Tested.ZONES_APART));
        assertThat(tested.needed(START, List.of(live(draft, Instant.EPOCH)))).isEqualTo(begun);
        assertThat(Unrecorded.of(tested, List.of(live(draft, published)), begun))
                .extracting(Unrecorded::until)
                .containsExactly(published);
        assertThat(new Tested("counting", null, draft).needed(START, List.of())).isEqualTo(begun);
        assertThat(Unrecorded.of(new Tested("counting", null, draft), List.of(), begun))
                .isEmpty();
    }

    private static PublishedJourney live(JsonNode definition, Instant at) {
        return new PublishedJourney(
                definition.path("key").asText(),
                PublishedJourney.State.LIVE,
                1,
                List.of(new PublishedJourney.Version(1, definition, at)));
    }

    @Test
    void aNoteSaysWhatTheRecordCouldNotTell() {
        Tested tested = draft(TIMELY);
        List<Unrecorded> unrecorded = Unrecorded.of(tested, List.of(), Instant.EPOCH);

        assertThat(tested.notes(unrecorded, true, Rules.NONE, 1))
                .filteredOn(note -> note.contains("Login"))
                .hasSize(2);
        assertThat(tested.notes(unrecorded, true, Rules.NONE, 1)).noneMatch(note -> note.contains("far enough"));
        assertThat(tested.notes(unrecorded, false, Rules.NONE, 1))
                .filteredOn(
                        note -> note.contains("They do not reach back far enough: what happened before is not counted"))
                .hasSize(2);
        assertThat(JourneyDefinitions.segments(TIMELY, 3)).hasSize(2);
    }
}
