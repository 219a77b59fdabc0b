package io.itinera.journey.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.Learning;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.PublishedJourney.Pause;
import io.itinera.contracts.PublishedJourney.Rollout;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.PublishedJourney.Version;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the authors of a story's journeys do: publish, pause, resume, archive, migrate, change a launch, and stop learning. */
final class Authors {

    private final Story story;
    private final List<RandomJourney> journeys;
    private final boolean settled;
    private final Map<String, PublishedJourney> published = new TreeMap<>();
    private final TreeSet<String> segments = new TreeSet<>();

    Authors(Story story, List<RandomJourney> journeys, boolean settled) {
        this.story = story;
        this.journeys = journeys;
        this.settled = settled;
    }

    void publishAll() {
        for (int i = 0; i < journeys.size(); i++) {
            String key = "j" + i;
            publish(key, State.LIVE, journeys.get(i).definition(key), story.now());
        }
    }

    List<PublishedJourney> published() {
        return List.copyOf(published.values());
    }

    /** Segments that the journeys need. */
    List<String> segments() {
        return List.copyOf(segments);
    }

    /** Keys of the steps of the newest version of each journey. */
    List<String> steps() {
        return published.values().stream()
                .flatMap(j -> keys(j.versions().getLast()).stream())
                .distinct()
                .toList();
    }

    private static List<String> keys(Version version) {
        List<String> keys = new ArrayList<>();
        version.definition().get("steps").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private PublishedJourney choose(Choices choices) {
        return published.get("j" + choices.below(journeys.size()));
    }

    /** Pauses, resumes or archives a journey; one that is paused rather than another. */
    void state(Choices choices) {
        List<PublishedJourney> paused = published.values().stream()
                .filter(j -> j.state() == State.HELD || j.state() == State.DRAINING)
                .toList();
        PublishedJourney journey =
                choices.below(4) == 0 || paused.isEmpty() ? choose(choices) : paused.get(choices.below(paused.size()));
        story.shortlyAfter();
        List<Pause> pauses = new ArrayList<>(journey.pauses());
        State next = journey.state();
        int what = choices.below(13);
        if (journey.state() == State.ARCHIVED) {
            return;
        } else if (what == 12 && !settled) {
            next = State.ARCHIVED;
        } else if (journey.state() == State.LIVE) {
            next = what < 9 ? State.HELD : State.DRAINING;
            pauses.add(new Pause(story.now(), null, next == State.HELD, what % 2 == 1));
        } else {
            Pause open = pauses.removeLast();
            next = State.LIVE;
            pauses.add(new Pause(open.from(), story.now(), open.hold(), what % 2 == 1));
        }
        publish(new PublishedJourney(
                journey.key(),
                next,
                journey.current(),
                journey.versions(),
                journey.migrations(),
                pauses,
                journey.rollouts(),
                journey.learning()));
    }

    /** The newest version is another journey. */
    void version(Choices choices) {
        PublishedJourney journey = choose(choices);
        if (journey.state() != State.ARCHIVED && !settled) {
            JsonNode definition = journeys.get(choices.below(journeys.size())).definition(journey.key());
            Instant from = story.now().plus(choices.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(-1)));
            publish(journey.key(), journey.state(), definition, from);
        }
    }

    private void publish(String key, State state, JsonNode definition, Instant from) {
        PublishedJourney before = published.get(key);
        List<Version> versions = new ArrayList<>(before == null ? List.of() : before.versions());
        versions.add(new Version(versions.size() + 1, definition, from));
        segments.addAll(JourneyDefinitions.segments(definition, versions.size()).keySet());
        publish(new PublishedJourney(
                key,
                state,
                versions.size(),
                versions,
                before == null ? List.of() : before.migrations(),
                before == null ? List.of() : before.pauses(),
                before == null ? List.of() : before.rollouts(),
                before == null ? List.of() : before.learning()));
    }

    /** Leads those inside to the newest version, or takes the last migration back. */
    void migrate(Choices choices) {
        migrate(choose(choices), choices);
    }

    /** Takes a migration back that nobody has taken back yet; where there is none, leads those inside to the newest version. */
    void undo(Choices choices) {
        List<PublishedJourney> open = published.values().stream()
                .filter(journey -> isOpen(last(journey)))
                .toList();
        if (open.isEmpty()) {
            migrate(choices);
        } else {
            migrate(open.get(choices.below(open.size())), new Choices(List.of()));
        }
    }

    private static boolean isOpen(Migration migration) {
        return migration != null && migration.undoes() == null;
    }

    private static Migration last(PublishedJourney journey) {
        return journey.migrations().isEmpty() ? null : journey.migrations().getLast();
    }

    private void migrate(PublishedJourney chosen, Choices choices) {
        PublishedJourney journey = chosen;
        if (journey.state() == State.ARCHIVED || settled) {
            return;
        }
        if (journey.versions().size() < 2) {
            version(choices);
            journey = published.get(journey.key());
        }
        story.shortlyAfter();
        List<Migration> migrations = new ArrayList<>(journey.migrations());
        int number = migrations.size() + 1;
        Migration last = last(journey);
        boolean undo = isOpen(last) && choices.below(2) == 0;
        migrations.add(
                undo
                        ? new Migration(
                                number, last.number(), List.of(), last.to(), false, Map.of(), List.of(), story.now())
                        : forward(journey, number, choices));
        publish(new PublishedJourney(
                journey.key(),
                journey.state(),
                journey.current(),
                journey.versions(),
                migrations,
                journey.pauses(),
                journey.rollouts(),
                journey.learning()));
    }

    private Migration forward(PublishedJourney journey, int number, Choices choices) {
        List<Integer> from = journey.versions().stream()
                .map(Version::version)
                .filter(v -> v < journey.current())
                .toList();
        List<String> there = keys(journey.versions().getLast());
        Map<String, String> steps = new HashMap<>();
        List<String> ends = new ArrayList<>();
        for (String step : keys(journey.versions().getFirst())) {
            switch (choices.below(4)) {
                case 1 -> steps.put(step, there.get(choices.below(there.size())));
                case 2 -> {
                    if (choices.rarely(3)) {
                        ends.add(step);
                    }
                }
                default -> {
                    // Stands for itself.
                }
            }
        }
        boolean follow = choices.below(2) == 0;
        return new Migration(number, null, from, journey.current(), follow, steps, ends, story.now());
    }

    /** Another share of the profiles may enter the newest version. */
    void rollout(Choices choices) {
        PublishedJourney journey = choose(choices);
        List<Rollout> rollouts = new ArrayList<>(journey.rollouts());
        rollouts.add(new Rollout(journey.current(), choices.of(100.0, 50.0, 0.0), story.now()));
        if (journey.state() != State.ARCHIVED && !settled) {
            publish(new PublishedJourney(
                    journey.key(),
                    journey.state(),
                    journey.current(),
                    journey.versions(),
                    journey.migrations(),
                    journey.pauses(),
                    rollouts,
                    journey.learning()));
        }
    }

    /** A step no longer goes by what was learned, or does so again. */
    void learning(Choices choices) {
        PublishedJourney journey = choose(choices);
        if (journey.state() == State.ARCHIVED) {
            return;
        }
        story.shortlyAfter();
        List<String> steps = learners(journey);
        List<Learning> learning = new ArrayList<>(journey.learning());
        String step = steps.isEmpty() ? "s0" : steps.get(choices.below(steps.size()));
        learning.add(new Learning(step, choices.below(3) > 0, story.now()));
        publish(new PublishedJourney(
                journey.key(),
                journey.state(),
                journey.current(),
                journey.versions(),
                journey.migrations(),
                journey.pauses(),
                journey.rollouts(),
                learning));
    }

    private static List<String> learners(PublishedJourney journey) {
        List<String> learners = new ArrayList<>();
        journey.versions().getLast().definition().get("steps").properties().forEach(step -> {
            String type = step.getValue().path("type").textValue();
            if (type.equals("optimize")
                    || type.equals("next-best")
                    || step.getValue().path("when").has("bestTime")) {
                learners.add(step.getKey());
            }
        });
        return learners;
    }

    private void publish(PublishedJourney journey) {
        published.put(journey.key(), journey);
        story.add(new Happening.Published(journey, story.now()));
    }
}
