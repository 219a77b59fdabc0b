package io.itinera.journey.reporting;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Instance;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Lives of several profiles, made up from a seed and lived by the engine itself: what it tells, and where it knows everybody to stand. */
final class Lives {

    private final Random random;
    private final String key;
    private final List<PublishedJourney.Version> versions = new ArrayList<>();
    private final List<PublishedJourney.Migration> migrations = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, ProfileState> states = new HashMap<>();
    private final Map<String, List<Transition>> told = new HashMap<>();
    private Catalog catalog;
    private Instant now;
    private int activities;

    Lives(JsonNode definition, Instant from, long seed) {
        this.key = definition.get("key").textValue();
        this.random = new Random(seed);
        this.now = from;
        versions.add(new PublishedJourney.Version(1, definition, Instant.EPOCH));
        publish();
    }

    private void publish() {
        PublishedJourney journey = new PublishedJourney(
                key, PublishedJourney.State.LIVE, versions.size(), versions, migrations, List.of(), List.of());
        catalog = Catalog.empty().with(journey);
        List.copyOf(states.keySet()).forEach(profile -> apply(profile, new Input.CatalogChanged(now)));
    }

    /** A second version, to which all move; the steps that have another name there by their old name. */
    Lives migrate(JsonNode definition, Map<String, String> steps) {
        versions.add(new PublishedJourney.Version(2, definition, now));
        migrations.add(new PublishedJourney.Migration(1, null, List.of(1), 2, false, steps, List.of(), now));
        publish();
        return this;
    }

    /** The migration is taken back. */
    Lives undo() {
        migrations.add(new PublishedJourney.Migration(2, 1, List.of(2), 1, false, Map.of(), List.of(), now));
        publish();
        return this;
    }

    /** So many profiles do so many things, and some of them turn out to be one. */
    Lives live(int profiles, int things) {
        for (int i = ids.size(); i < profiles; i++) {
            ids.add(ProfileIds.derive(key + i + now));
        }
        String[] events = {"Started", "Started", "Again", "Bought", "Left", "Other"};
        for (int i = 0; i < things; i++) {
            now = now.plusSeconds(random.nextInt(1800));
            String id = ids.get(random.nextInt(ids.size()));
            if (ids.size() > 2 && random.nextInt(40) == 0) {
                ids.remove(id);
                happen(id, now, new Activity.MergedAway(ids.get(random.nextInt(ids.size()))));
            } else {
                happen(id, now, did(events[random.nextInt(events.length)], now));
            }
        }
        return this;
    }

    private Activity.Tracked did(String event, Instant at) {
        Map<String, Object> properties =
                Map.of("revenue", random.nextInt(10_000) / 100.0, "currency", random.nextBoolean() ? "EUR" : "usd");
        return new Activity.Tracked(EventType.TRACK, event, properties, Map.of(), at, "test");
    }

    private void happen(String profile, Instant at, Activity.Cause cause) {
        Activity activity = new Activity(
                "activity-" + ++activities, profile, at, cause, Map.of(), Map.of(), Map.of(), Set.of(), List.of());
        apply(profile, new Input.ActivityHappened(activity));
    }

    private void apply(String profile, Input input) {
        Outcome outcome = Advance.apply(catalog, states.getOrDefault(profile, ProfileState.empty(profile)), input);
        states.put(profile, outcome.after());
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Record(Transition transition)) {
                told.computeIfAbsent(profile, _ -> new ArrayList<>()).add(transition);
            } else if (effect instanceof Effect.Deliver(String to, Input.Delivered delivered)) {
                apply(to, delivered);
            }
        }
    }

    /** Where the engine knows instances to stand. */
    Map<String, Instance> standing() {
        Map<String, Instance> all = new HashMap<>();
        states.values().forEach(state -> state.live().forEach(i -> all.put(i.id(), i)));
        return all;
    }

    /** Whose an instance is. */
    String owner(String instance) {
        return states.values().stream()
                .filter(s -> s.live().stream().anyMatch(i -> i.id().equals(instance)))
                .map(ProfileState::profileId)
                .findFirst()
                .orElseThrow();
    }

    List<Transition> inOrder() {
        return told.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Batches as consumers could read them: each profile in order, profiles mixed in any way; some batches come twice, some begin
     * again a while before where the last one ended.
     */
    List<List<Transition>> batches(long seed) {
        Random shuffle = new Random(seed);
        List<Deque<Transition>> queues = new ArrayList<>();
        told.values().forEach(transitions -> queues.add(new ArrayDeque<>(transitions)));
        List<Transition> sequence = new ArrayList<>();
        while (!queues.isEmpty()) {
            Deque<Transition> queue = queues.get(shuffle.nextInt(queues.size()));
            sequence.add(queue.removeFirst());
            queues.removeIf(Deque::isEmpty);
        }
        List<List<Transition>> batches = new ArrayList<>();
        int at = 0;
        while (at < sequence.size()) {
            int from = Math.max(0, at - (shuffle.nextInt(3) == 0 ? shuffle.nextInt(20) : 0));
            at = Math.min(sequence.size(), at + 1 + shuffle.nextInt(40));
            batches.add(sequence.subList(from, at));
            if (shuffle.nextInt(4) == 0) {
                batches.add(batches.getLast());
            }
        }
        return batches;
    }
}
