package io.itinera.journey.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.SendRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Journeys and what happens to the profiles p0, p1 and p2, decided by numbers; told to an engine, so that messages have ids. */
final class Story {

    private static final Duration END = Duration.ofDays(8);

    /**
     * Something that happens, and what the engine has made of the story by then.
     *
     * @param lines how many there are of each profile
     * @param positions where live instances stand
     */
    record Told(Happening happening, Map<String, Integer> lines, List<String> positions) {}

    private static final int LONG_ENOUGH = 1_000;

    private final EngineWorld engine = EngineWorld.punctual();
    private final List<Told> told = new ArrayList<>();
    private final Map<String, PublishedJourney> published = new TreeMap<>();
    private final Map<String, Map<String, Object>> traits = new HashMap<>();
    private final Map<String, Set<String>> segments = new HashMap<>();
    private final Map<String, String> mergedInto = new HashMap<>();
    private final List<RandomJourney> journeys;
    private Activity last;
    private Happening.MovedIn move;
    private Instant now;

    Story(List<Integer> frame, List<RandomJourney> journeys, List<List<Integer>> stream) {
        this.journeys = journeys;
        now = Instant.parse(new Choices(frame)
                .of(
                        "2026-11-21T10:00:00Z",
                        "2026-03-27T10:00:00Z",
                        "2026-10-23T22:15:00Z",
                        "2026-02-27T00:30:00Z",
                        "2028-02-28T12:00:00Z"));
        for (int i = 0; i < journeys.size(); i++) {
            String key = "j" + i;
            publish(key, State.LIVE, journeys.get(i).definition(key), now);
        }
        for (List<Integer> numbers : stream) {
            if (engine.lines().values().stream().mapToInt(Integer::intValue).sum() < LONG_ENOUGH) {
                go(new Choices(numbers));
            }
        }
        arrive();
        add(new Happening.Passed(now.plus(END)));
    }

    List<Told> told() {
        return told;
    }

    EngineWorld engine() {
        return engine;
    }

    /** Number of versions of journeys in it. */
    int versions() {
        return published.values().stream().mapToInt(j -> j.versions().size()).sum();
    }

    @Override
    public String toString() {
        return String.join(
                "\n", told.stream().map(t -> t.happening().toString()).toList());
    }

    private void go(Choices choices) {
        int kind = choices.below(22);
        String profile = "p" + choices.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 2);
        profile = mergedInto.getOrDefault(profile, profile);
        later(choices);
        boolean late = choices.below(2) == 1;
        if (!late || kind >= 17) {
            arrive();
        }
        switch (kind) {
            case 9, 10 -> identify(profile, choices);
            case 11 -> happens(profile, tracked(EventType.PAGE, choices.of("P", "Q"), choices), choices);
            case 12 -> segment(profile, choices);
            case 13, 14, 15 -> message(profile, choices);
            case 16 -> again();
            case 17 -> state(choices);
            case 18 -> version(choices);
            case 19 -> merge(profile, choices);
            case 20 -> add(new Happening.Passed(now));
            default ->
                happens(profile, tracked(EventType.TRACK, choices.of("A", "A", "B", "C", "B"), choices), choices);
        }
    }

    private void later(Choices choices) {
        Instant due = engine.nextDue() == null || engine.nextDue().isBefore(now) ? now : engine.nextDue();
        now = switch (choices.below(18)) {
            case 1, 11, 12, 13 -> now.plus(Duration.ofMinutes(1));
            case 2 -> now.plus(Duration.ofMinutes(30));
            case 3 -> now.plus(Duration.ofHours(1));
            case 4 -> now.plus(Duration.ofHours(2));
            case 5 -> now.plus(Duration.ofDays(1));
            case 6 -> now.plus(Duration.ofHours(23));
            case 7 -> now.plus(Duration.ofDays(3));
            case 8 -> due;
            case 9 -> due.minusMillis(1).isBefore(now) ? now : due.minusMillis(1);
            case 10 -> due.plusMillis(1);
            default -> now;
        };
    }

    private void add(Happening happening) {
        happening.in(engine);
        told.add(new Told(happening, engine.lines(), engine.positions()));
    }

    // What profiles do.

    private Activity.Cause tracked(EventType type, String name, Choices choices) {
        Map<String, Object> properties = new TreeMap<>();
        put(properties, "n", choices.of(null, 12, 3, 25, "12", 7.5));
        put(properties, "id", choices.of(null, "x", "y"));
        put(properties, "cart", choices.of(null, Map.of("id", 1), Map.of("id", "z")));
        put(
                properties,
                "items",
                choices.of(null, List.of(Map.of("price", 6)), List.of(Map.of("price", 4), Map.of("price", 9))));
        put(properties, "date", date(choices));
        Instant occurred = now.minus(choices.of(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofHours(3),
                Duration.ofDays(2),
                Duration.ofMinutes(-1)));
        return new Activity.Tracked(type, name, properties, Map.of(), occurred, "test");
    }

    private void identify(String profile, Choices choices) {
        trait(profile, choices);
        happens(profile, tracked(EventType.IDENTIFY, null, choices), choices);
    }

    private void trait(String profile, Choices choices) {
        Map<String, Object> mine = traits.computeIfAbsent(profile, _ -> new TreeMap<>());
        switch (choices.below(6)) {
            case 0 -> set(mine, "plan", choices.of("pro", "free", 5, null));
            case 1 -> set(mine, "age", choices.of(10, "10", 15.0, 3, null));
            case 2 -> set(mine, "tags", choices.of(List.of("a"), "a", List.of("b", 1), null));
            case 3 -> set(mine, "renewal", date(choices));
            case 4 -> set(mine, "address", choices.of(Map.of("city", "Oslo"), "Oslo", null));
            default ->
                set(
                        mine,
                        "timezone",
                        choices.of(
                                "Europe/Berlin",
                                "America/New_York",
                                "Australia/Lord_Howe",
                                "Asia/Beirut",
                                "Africa/Casablanca",
                                "Nowhere",
                                7,
                                null));
        }
    }

    private String date(Choices choices) {
        String day = now.plus(Duration.ofDays(1)).toString().substring(0, 10);
        String before = now.minus(Duration.ofDays(1)).toString().substring(0, 10);
        return choices.of(
                null,
                day,
                before,
                now.plus(Duration.ofHours(2)).toString(),
                day + "T02:30:00",
                before + "T23:00:00+02:00",
                "soon");
    }

    private void segment(String profile, Choices choices) {
        String segment = choices.of("vip", "staff");
        boolean in = segments.computeIfAbsent(profile, _ -> new TreeSet<>()).contains(segment);
        if (in) {
            segments.get(profile).remove(segment);
        } else {
            segments.get(profile).add(segment);
        }
        happens(profile, tracked(EventType.IDENTIFY, null, choices), choices, new Activity.SegmentChange(segment, !in));
    }

    private void message(String profile, Choices choices) {
        List<SendRequest> sends = engine.sends(profile);
        if (sends.isEmpty()) {
            return;
        }
        SendRequest send = sends.get(sends.size() - 1 - Math.min(choices.below(3), sends.size() - 1));
        MessageStatus status = choices.of(
                MessageStatus.CLICKED,
                MessageStatus.OPENED,
                MessageStatus.DELIVERED,
                MessageStatus.SENT,
                MessageStatus.BOUNCED,
                MessageStatus.SUPPRESSED);
        happens(
                profile,
                new Activity.MessageChanged(new MessageOutcome(
                        send.id(),
                        profile,
                        send.channel(),
                        send.template(),
                        send.purpose(),
                        send.journey(),
                        status,
                        now,
                        null,
                        null,
                        null)),
                choices);
    }

    private void happens(String profile, Activity.Cause cause, Choices choices, Activity.SegmentChange... changes) {
        if (choices.below(3) == 2) {
            trait(profile, choices);
        }
        Map<String, Object> computed = choices.of(Map.of(), Map.of("churn", 5), Map.of("plan", "pro", "churn", 0.5));
        last = new Activity(
                "a" + told.size(),
                profile,
                now,
                cause,
                Map.copyOf(traits.getOrDefault(profile, Map.of())),
                computed,
                Map.of(),
                Set.copyOf(segments.getOrDefault(profile, Set.of())),
                List.of(changes));
        add(new Happening.Happened(last));
    }

    /** What came before comes once more, later. */
    private void again() {
        if (last != null && !mergedInto.containsKey(last.profileId()) && last.cause() instanceof Activity.Tracked) {
            add(new Happening.Happened(new Activity(
                    last.id(),
                    last.profileId(),
                    now,
                    last.cause(),
                    last.traits(),
                    last.computed(),
                    last.consents(),
                    last.segments(),
                    last.segmentChanges())));
        }
    }

    private void merge(String from, Choices choices) {
        String other = "p" + choices.below(3);
        String into = mergedInto.getOrDefault(other, other);
        if (from.equals(into)) {
            return;
        }
        mergedInto.replaceAll((_, to) -> to.equals(from) ? into : to);
        mergedInto.put(from, into);
        happens(from, new Activity.MergedAway(into), new Choices(List.of()));
        move = new Happening.MovedIn(into, now, now);
        if (choices.below(2) == 0) {
            arrive();
        }
        traits.computeIfAbsent(into, _ -> new TreeMap<>()).putAll(traits.getOrDefault(from, Map.of()));
        happens(into, new Activity.MergedIn(from), choices);
    }

    /** A move that is under way arrives. */
    private void arrive() {
        if (move != null) {
            add(new Happening.MovedIn(move.into(), move.at(), now));
            move = null;
        }
    }

    // What authors do.

    /** Pauses, resumes or archives a journey. */
    private void state(Choices choices) {
        PublishedJourney journey = published.get("j" + choices.below(journeys.size()));
        // Not at the very moment at which something is due: which of them comes first is not said.
        now = now.plusMillis(3);
        List<PublishedJourney.Pause> pauses = new ArrayList<>(journey.pauses());
        State next = journey.state();
        int what = choices.below(7);
        if (journey.state() == State.ARCHIVED) {
            return;
        } else if (what == 6) {
            next = State.ARCHIVED;
        } else if (journey.state() == State.LIVE) {
            next = what < 4 ? State.HELD : State.DRAINING;
            pauses.add(new PublishedJourney.Pause(now, null, next == State.HELD, what % 2 == 1));
        } else {
            PublishedJourney.Pause open = pauses.removeLast();
            next = State.LIVE;
            pauses.add(new PublishedJourney.Pause(open.from(), now, open.hold(), what % 2 == 1));
        }
        publish(new PublishedJourney(
                journey.key(), next, journey.current(), journey.versions(), List.of(), pauses, List.of()));
    }

    /** The newest version is another journey, with the same rule of re-entry: what it did not need is not remembered. */
    private void version(Choices choices) {
        String key = "j" + choices.below(journeys.size());
        PublishedJourney journey = published.get(key);
        if (journey.state() != State.ARCHIVED) {
            ObjectNode definition =
                    (ObjectNode) journeys.get(choices.below(journeys.size())).definition(key);
            JsonNode rule =
                    journey.versions().getFirst().definition().get("entry").get("reentry");
            if (rule == null) {
                ((ObjectNode) definition.get("entry")).remove("reentry");
            } else {
                ((ObjectNode) definition.get("entry")).set("reentry", rule);
            }
            Instant from = now.plus(choices.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(-1)));
            publish(key, journey.state(), definition, from);
        }
    }

    private void publish(String key, State state, JsonNode definition, Instant from) {
        List<PublishedJourney.Version> versions = new ArrayList<>();
        if (published.containsKey(key)) {
            versions.addAll(published.get(key).versions());
        }
        List<PublishedJourney.Pause> pauses =
                published.containsKey(key) ? published.get(key).pauses() : List.of();
        versions.add(new PublishedJourney.Version(versions.size() + 1, definition, from));
        publish(new PublishedJourney(key, state, versions.size(), versions, List.of(), pauses, List.of()));
    }

    private void publish(PublishedJourney journey) {
        published.put(journey.key(), journey);
        add(new Happening.Published(journey, now));
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private static void set(Map<String, Object> map, String key, Object value) {
        map.remove(key);
        put(map, key, value);
    }
}
