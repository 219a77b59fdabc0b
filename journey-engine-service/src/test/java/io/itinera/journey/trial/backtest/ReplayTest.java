package io.itinera.journey.trial.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Insight;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.engine.TimerId;
import io.itinera.journey.learning.Engagement;
import io.itinera.journey.learning.Evidence;
import io.itinera.journey.learning.Odds;
import io.itinera.journey.reference.RecordedStory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final JsonNode CART = Documents.json(Documents.CART_RECOVERY);
    private static final Catalog CATALOG = Catalog.empty()
            .with(new PublishedJourney(
                    "cart-recovery",
                    PublishedJourney.State.LIVE,
                    1,
                    List.of(new PublishedJourney.Version(1, CART, null))));

    /** An engine with timers that fire on time, as it would have run then. */
    static final class Engine {
        private final Catalog catalog;
        private final Map<String, ProfileState> states = new HashMap<>();
        private final TreeSet<TimerId> timers = new TreeSet<>(Comparator.comparing(TimerId::due)
                .thenComparing(TimerId::profileId)
                .thenComparing(TimerId::instance)
                .thenComparing(TimerId::step)
                .thenComparingInt(TimerId::visit));
        final List<Transition> transitions = new ArrayList<>();
        /** Where profiles were merged to, as the processor marks it. */
        private final Map<String, String> marks = new HashMap<>();

        Engine(Catalog catalog) {
            this.catalog = catalog;
        }

        void happened(Activity activity) {
            apply(activity.profileId(), new Input.ActivityHappened(activity));
            if (activity.cause() instanceof Activity.MergedAway(String into)) {
                marks.put(activity.profileId(), into);
            } else {
                marks.remove(activity.profileId());
            }
        }

        private void delivered(String profile, Input.Delivered input) {
            String into = marks.get(profile);
            if (into == null) {
                apply(profile, input);
            } else {
                delivered(into, input);
            }
        }

        void to(Instant time) {
            while (!timers.isEmpty() && !timers.first().due().isAfter(time)) {
                TimerId due = timers.pollFirst();
                apply(due.profileId(), Input.WaitDue.of(due));
            }
        }

        void apply(String profile, Input input) {
            Outcome outcome = Advance.apply(catalog, states.getOrDefault(profile, ProfileState.empty(profile)), input);
            states.put(profile, outcome.after());
            for (Effect effect : outcome.effects()) {
                switch (effect) {
                    case Effect.SetTimer(TimerId timer) -> timers.add(timer);
                    case Effect.CancelTimer(TimerId timer) -> timers.remove(timer);
                    case Effect.Record(Transition transition) -> transitions.add(transition);
                    case Effect.Deliver(String to, Input.Delivered delivered) -> delivered(to, delivered);
                    default -> {
                        // Nothing that a transition does not tell.
                    }
                }
            }
        }
    }

    private static Activity activity(int number, int chapter, Instant at) {
        String profile = "profile-" + chapter % 7;
        Activity.Cause cause =
                switch (chapter % 11) {
                    case 0, 1, 2, 3, 4 -> tracked("Cart Updated", at, chapter);
                    case 5, 6 -> tracked("Order Completed", at, chapter);
                    case 7 -> new Activity.MergedAway("profile-" + (chapter + 3) % 7);
                    default -> tracked("Page Viewed", at, chapter);
                };
        return new Activity(
                "a" + number,
                profile,
                at,
                cause,
                Map.of("email", "a@example.com"),
                Map.of(),
                Map.of("email/marketing", chapter % 2 == 0),
                Set.of(),
                List.of());
    }

    private static Activity started(int number, Instant at) {
        return new Activity(
                "s" + number,
                "profile-" + number,
                at,
                tracked("Started", at, number),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    private static Activity.Tracked tracked(String event, Instant at, int total) {
        return new Activity.Tracked(EventType.TRACK, event, Map.of("total", total, "revenue", 5), Map.of(), at, "test");
    }

    @Property(tries = 100)
    void aReplayHasTheTransitionsOfTheEngineOnTime(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 3000) Integer> story) {
        Engine engine = new Engine(CATALOG);
        Period period = new Period(Instant.EPOCH, START, START.plus(Duration.ofDays(40)), 1);
        try (Shelf shelf = new Shelf(2)) {
            Replay replay = new Replay(CATALOG, "cart-recovery", period, shelf);
            Instant at = START;
            int number = 0;
            for (int chapter : story) {
                at = at.plus(Duration.ofMinutes(chapter));
                Activity activity = activity(number++, chapter, at);
                engine.to(at);
                engine.happened(activity);
                replay.happened(activity);
            }
            engine.to(period.to().minusMillis(1));
            replay.finish();

            Reality reality = new Reality("cart-recovery", shelf);
            engine.transitions.stream().filter(t -> period.contains(t.at())).forEach(reality::add);
            BackTestReport.Comparison comparison =
                    reality.comparison(replay.tally().transitions());
            assertThat(comparison)
                    .isEqualTo(new BackTestReport.Comparison(replay.tally().transitions(), 0, 0, 0, 0));
            assertThat(reality.counts()).isEqualTo(replay.tally().counts());
            assertThat(Beside.of(shelf))
                    .extracting(
                            BackTestReport.People::different,
                            BackTestReport.People::onlyTried,
                            BackTestReport.People::onlyReal)
                    .containsExactly(0L, 0L, 0L);
        }
    }

    @Test
    void showsProfileByProfileWhatWouldHaveBeenDifferent() {
        JsonNode later = Documents.json(Documents.CART_RECOVERY.replace("'PT1H'", "'PT3H'"));
        Catalog other = Catalog.empty()
                .with(new PublishedJourney(
                        "cart-recovery",
                        PublishedJourney.State.LIVE,
                        1,
                        List.of(new PublishedJourney.Version(1, later, null))));
        Period period = new Period(Instant.EPOCH, START, START.plus(Duration.ofHours(2)), 1);
        Engine engine = new Engine(CATALOG);
        try (Shelf shelf = new Shelf(10)) {
            Replay replay = new Replay(other, "cart-recovery", period, shelf);
            // Profile 1 enters and waits; profile 2 buys before either wait is over; profile 3 enters only in the
            // record.
            for (Activity each : List.of(
                    activity(1, 22, START),
                    activity(2, 44, START),
                    activity(3, 16, START.plus(Duration.ofMinutes(30))))) {
                engine.to(each.at());
                engine.happened(each);
                replay.happened(each);
            }
            Activity late = activity(4, 45, START.plus(Duration.ofMinutes(40)));
            engine.happened(late);
            engine.to(period.to().minusMillis(1));
            replay.finish();
            Reality reality = new Reality("cart-recovery", shelf);
            engine.transitions.stream().filter(t -> period.contains(t.at())).forEach(reality::add);

            BackTestReport.People people = Beside.of(shelf);

            assertThat(people.alike()).isZero();
            assertThat(people.different()).isEqualTo(2);
            assertThat(people.onlyTried()).isZero();
            assertThat(people.onlyReal()).isEqualTo(1);
            assertThat(people.examples())
                    .extracting(BackTestReport.Difference::profileId)
                    .containsExactly("profile-1", "profile-2", "profile-3");
            assertThat(people.examples().getFirst().real()).contains("2026-11-21T11:00:00Z moved pause > known (due)");
            assertThat(people.examples().getFirst().tried()).hasSize(2);
        }
    }

    @Property(tries = 200, seed = "8", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void aBackTestOfTheLiveVersionsReproducesTheRealTransitionsOfAnyStory(@ForAll long seed) {
        RecordedStory story = RecordedStory.of(seed);
        Period period = new Period(Instant.EPOCH, Instant.EPOCH, story.end().plusMillis(1), 1);
        for (String journey : story.journeys()) {
            try (Shelf shelf = new Shelf(2)) {
                Replay replay = new Replay(story.catalog(), journey, period, shelf);
                story.inputs((profile, input) -> {
                    switch (input) {
                        case Input.ActivityHappened(Activity activity) -> replay.happened(activity);
                        case Input.Delivered delivered -> replay.delivered(profile, delivered);
                        case Input.WaitDue _, Input.CatalogChanged _, Input.ZoneRulesChanged _ ->
                            throw new IllegalStateException("no record");
                    }
                });
                replay.finish();

                Reality reality = new Reality(journey, shelf);
                story.transitions().forEach(reality::add);
                assertThat(reality.comparison(replay.tally().transitions()))
                        .as(story.toString())
                        .isEqualTo(new BackTestReport.Comparison(replay.tally().transitions(), 0, 0, 0, 0));
            }
        }
    }

    @Test
    void aChoiceThatWasLearnedComesOutAsItWasRecorded() {
        JsonNode learning =
                Documents.journey("cart-recovery", """
                { first: { type: 'optimize', arms: [ { key: 'a', next: 'mail' }, { key: 'b', next: 'mail' } ] },
                  mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', when: { bestTime: 'PT24H' }, next: 'end' },
                  end: { type: 'exit' } }""", "goals: [ { key: 'buys', on: { event: 'Order Completed' } } ]");
        Catalog catalog = Catalog.empty()
                .with(new PublishedJourney(
                        "cart-recovery",
                        PublishedJourney.State.LIVE,
                        1,
                        List.of(new PublishedJourney.Version(1, learning, null))));
        Insight then = (visit, own) -> new Evidence(
                4,
                Map.of("a", new Odds(50, visit.instance().hashCode() & 31), "b", new Odds(40, 9)),
                new Engagement(Map.of("email", new Engagement.Channel(9, 8, 0, Map.of(15, 8L)))),
                Engagement.NONE);
        Period period = new Period(Instant.EPOCH, START, START.plus(Duration.ofDays(40)), 1);
        Engine engine = new Engine(catalog.knowing(then));
        try (Shelf shelf = new Shelf(10)) {
            List<Activity> story = IntStream.range(0, 60)
                    .mapToObj(i -> started(i, START.plusSeconds(i)))
                    .toList();
            story.forEach(engine::happened);
            engine.to(period.to().minusMillis(1));
            engine.transitions.forEach(t -> Recorded.keep(t, shelf));
            Replay replay =
                    new Replay(catalog.knowing(new Recorded(shelf, Insight.NONE)), "cart-recovery", period, shelf);
            story.forEach(replay::happened);
            replay.finish();

            Reality reality = new Reality("cart-recovery", shelf);
            engine.transitions.forEach(reality::add);
            assertThat(engine.transitions).anyMatch(t -> t.reason().equals("best-hour"));
            assertThat(reality.comparison(replay.tally().transitions()))
                    .isEqualTo(new BackTestReport.Comparison(replay.tally().transitions(), 0, 0, 0, 0));
        }
    }

    @Test
    void countsMessagesByDayAndByWhatTheCustomerHadSaid() {
        Period period = new Period(Instant.EPOCH, START, START.plus(Duration.ofDays(40)), 1);
        try (Shelf shelf = new Shelf(10)) {
            Replay replay = new Replay(CATALOG, "cart-recovery", period, shelf);
            replay.happened(activity(1, 22, START));
            replay.finish();

            assertThat(replay.tally().counts().entered()).isEqualTo(1);
            assertThat(replay.tally().counts().messages().total()).isPositive();
            assertThat(replay.tally().counts().messages().byDay()).containsKey("2026-11-21");
            assertThat(replay.people()).singleElement().satisfies(person -> assertThat(
                            person.ways().getFirst().messages())
                    .isNotEmpty());
        }
    }

    @Test
    void reportsOnlyThePeriodAndTellsApartWhoBeganBeforeTheRecord() {
        Period period =
                new Period(Instant.EPOCH, START.plus(Duration.ofMinutes(90)), START.plus(Duration.ofDays(2)), 1);
        Engine engine = new Engine(CATALOG);
        Activity known = activity(1, 22, START);
        engine.happened(known);
        engine.to(START.plus(Duration.ofDays(40)));
        try (Shelf shelf = new Shelf(10)) {
            Replay replay = new Replay(CATALOG, "cart-recovery", period, shelf);
            replay.happened(known);
            replay.finish();
            Reality reality = new Reality("cart-recovery", shelf);
            engine.transitions.stream().filter(t -> period.contains(t.at())).forEach(reality::add);

            assertThat(replay.tally().counts().entered()).isZero();
            assertThat(reality.comparison(replay.tally().transitions()).onlyReal())
                    .isZero();
            assertThat(reality.comparison(replay.tally().transitions()).onlyTried())
                    .isZero();
        }
    }

    @Test
    void aSampleIsAlwaysTheSameShare() {
        Period tenth = new Period(START, START, START, 0.1);
        long in = IntStream.range(0, 10_000)
                .filter(i -> tenth.samples("profile-" + i))
                .count();

        assertThat(in).isBetween(850L, 1150L);
        assertThat(tenth.samples("profile-5")).isEqualTo(tenth.samples("profile-5"));
    }
}
