package io.itinera.journey.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Transition;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.LearnedModels;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.engine.TimerId;
import io.itinera.journey.reporting.AnswerQueries;
import io.itinera.journey.reporting.Experiment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * People of known habits, whom a journey reaches once a day: the engine chooses, they open or do not, and what they do is learned, of
 * each at once and of all once a day.
 */
final class Town {

    private static final Instant FIRST = Instant.parse("2026-03-02T08:00:00Z");

    private final Random random = new Random(7);
    private final List<Person> people = new ArrayList<>();
    private final List<Letter> letters = new ArrayList<>();
    private final Map<String, Heard> heard = new TreeMap<>();
    private Catalog catalog;

    /**
     * What somebody likes.
     *
     * @param hour at which they look at what has come, in UTC
     * @param channel that they like, or null where any will do and what counts is that the message is fresh
     * @param liked how likely they open what they like
     * @param otherwise how likely they open other things
     */
    record Habit(int hour, String channel, double liked, double otherwise) {}

    /** A message, how likely its reader was to open it, and whether that happened. */
    private record Letter(String channel, int hour, boolean held, double chance, double most, boolean opened) {}

    /** What all people answered to on a channel. */
    private static final class Heard {
        private long sent;
        private long opened;
        private final List<Long> hours = new ArrayList<>(Collections.nCopies(24, 0L));
    }

    Town(JsonNode journey, int people, IntFunction<Habit> habits) {
        String key = journey.get("key").textValue();
        catalog = Catalog.empty()
                .with(new PublishedJourney(
                        key,
                        PublishedJourney.State.LIVE,
                        1,
                        List.of(new PublishedJourney.Version(1, journey, Instant.EPOCH))));
        for (int i = 0; i < people; i++) {
            this.people.add(new Person(ProfileIds.derive("townsman " + i), habits.apply(i)));
        }
    }

    /** So many days go by. */
    Town live(int days) {
        for (int day = 0; day < days; day++) {
            Instant morning = FIRST.plus(Duration.ofDays(day));
            catalog = catalog.knowing(LearnedModels.NONE.with(model(day + 1L, morning)));
            people.forEach(person -> {
                person.until(morning);
                person.begins(morning);
            });
        }
        people.forEach(person -> person.until(FIRST.plus(Duration.ofDays(days + 2L))));
        return this;
    }

    private LearningModel model(long number, Instant from) {
        List<LearningModel.Channel> channels = new ArrayList<>();
        heard.forEach((channel, all) ->
                channels.add(new LearningModel.Channel(channel, all.sent, all.opened, 0, List.copyOf(all.hours))));
        return new LearningModel(LearningModel.PEOPLE, number, from, List.of(), channels);
    }

    /** Messages that something was chosen for. */
    long chosen() {
        return letters.stream().filter(letter -> !letter.held()).count();
    }

    /** What would have been opened more, by what is known of their readers, if each had come as they like it. */
    double regret() {
        return letters.stream()
                .filter(letter -> !letter.held())
                .mapToDouble(letter -> letter.most() - letter.chance())
                .sum();
    }

    /** The interval of a lift has what is known of the readers in it, and no doubt is left. */
    void agreesWith(Experiment.Lift lift) {
        double known = chance(false) - chance(true);
        assertThat(known).isBetween(lift.low(), lift.high());
        assertThat(lift.low()).isPositive();
        assertThat(lift.verdict()).isEqualTo("higher");
    }

    private double chance(boolean held) {
        return letters.stream()
                .filter(letter -> letter.held() == held)
                .mapToDouble(Letter::chance)
                .average()
                .orElseThrow();
    }

    /** What the reports would count. */
    AnswerQueries.Answers answers() {
        Map<AnswerQueries.Count, long[]> sums = new TreeMap<>(Comparator.comparing(AnswerQueries.Count::channel)
                .thenComparing(AnswerQueries.Count::hour)
                .thenComparing(AnswerQueries.Count::holdout));
        for (Letter letter : letters) {
            long[] sum = sums.computeIfAbsent(
                    new AnswerQueries.Count(letter.channel(), letter.hour(), letter.held(), 0, 0), _ -> new long[2]);
            sum[0]++;
            sum[1] += letter.opened() ? 1 : 0;
        }
        List<AnswerQueries.Count> counts = new ArrayList<>();
        sums.forEach(
                (c, sum) -> counts.add(new AnswerQueries.Count(c.channel(), c.hour(), c.holdout(), sum[0], sum[1])));
        return new AnswerQueries.Answers(counts, false);
    }

    /** One of them, with what the engine keeps of them and what lies ahead. */
    private final class Person {
        private final Habit habit;
        private final TreeSet<TimerId> timers =
                new TreeSet<>(Comparator.comparing(TimerId::due).thenComparing(TimerId::step));
        private final Deque<MessageOutcome> opens = new ArrayDeque<>();
        private ProfileState state;
        private int activities;

        Person(String id, Habit habit) {
            this.habit = habit;
            this.state = ProfileState.empty(id);
        }

        void begins(Instant at) {
            happens(at, new Activity.Tracked(EventType.TRACK, "Started", Map.of(), Map.of(), at, "town"));
        }

        /** All that lies ahead until then, in its order. */
        void until(Instant end) {
            while (true) {
                Instant due = timers.isEmpty() ? Instant.MAX : timers.first().due();
                Instant looks = opens.isEmpty() ? Instant.MAX : opens.getFirst().at();
                if (due.isAfter(end) && looks.isAfter(end)) {
                    return;
                }
                if (due.isAfter(looks)) {
                    hear(opens.removeFirst());
                } else {
                    apply(Input.WaitDue.of(timers.pollFirst()));
                }
            }
        }

        private void happens(Instant at, Activity.Cause cause) {
            apply(new Input.ActivityHappened(new Activity(
                    "activity-" + ++activities,
                    state.profileId(),
                    at,
                    cause,
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Set.of(),
                    List.of())));
        }

        private void apply(Input input) {
            Outcome outcome = Advance.apply(catalog, state, input);
            state = outcome.after();
            boolean held = false;
            for (Effect effect : outcome.effects()) {
                switch (effect) {
                    case Effect.SetTimer(TimerId timer) -> timers.add(timer);
                    case Effect.CancelTimer(TimerId timer) -> timers.remove(timer);
                    case Effect.Record(Transition told) ->
                        held |= Boolean.TRUE.equals(told.detail().get("holdout"));
                    default -> {
                        // Messages are read once it is known whether something was chosen for them.
                    }
                }
            }
            for (Effect effect : outcome.effects()) {
                if (effect instanceof Effect.Send(SendRequest request)) {
                    comes(request, held);
                }
            }
        }

        /** A message goes out, and is opened when they look, or never. */
        private void comes(SendRequest request, boolean held) {
            Instant at = request.requestedAt();
            int hour = at.atZone(ZoneOffset.UTC).getHour();
            boolean likes = habit.channel() == null
                    ? hour == habit.hour()
                    : habit.channel().equals(request.channel());
            double chance = likes ? habit.liked() : habit.otherwise();
            boolean opened = random.nextDouble() < chance;
            letters.add(new Letter(request.channel(), hour, held, chance, habit.liked(), opened));
            hear(outcome(request, MessageStatus.SENT, at));
            if (opened) {
                Instant look = at.atZone(ZoneOffset.UTC)
                        .withHour(habit.hour())
                        .withMinute(5)
                        .toInstant();
                opens.add(outcome(
                        request, MessageStatus.OPENED, look.isBefore(at) ? look.plus(Duration.ofDays(1)) : look));
            }
        }

        private void hear(MessageOutcome outcome) {
            Heard all = heard.computeIfAbsent(outcome.channel(), _ -> new Heard());
            if (outcome.status() == MessageStatus.SENT) {
                all.sent++;
            } else {
                int hour = outcome.at().atZone(ZoneOffset.UTC).getHour();
                all.opened++;
                all.hours.set(hour, all.hours.get(hour) + 1);
            }
            happens(outcome.at(), new Activity.MessageChanged(outcome));
        }

        private MessageOutcome outcome(SendRequest request, MessageStatus status, Instant at) {
            return new MessageOutcome(
                    request.id(),
                    request.profileId(),
                    request.channel(),
                    request.template(),
                    request.purpose(),
                    request.journey(),
                    status,
                    at,
                    null,
                    null,
                    null,
                    null,
                    false);
        }
    }
}
