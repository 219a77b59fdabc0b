package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the profiles of a story do, and what is known of them. */
final class Customers {

    private final Story story;
    private final Authors authors;
    private final boolean settled;
    private final Map<String, Map<String, Object>> traits = new HashMap<>();
    private final Map<String, Map<String, Boolean>> consents = new HashMap<>();
    private final Map<String, Set<String>> segments = new HashMap<>();
    private final Map<String, String> mergedInto = new HashMap<>();
    private final Correspondence correspondence;
    private Activity last;
    private Happening.MovedIn move;

    Customers(Story story, Authors authors, boolean settled) {
        this.story = story;
        this.authors = authors;
        this.settled = settled;
        this.correspondence = new Correspondence(story, this);
    }

    /** Nothing comes twice. */
    boolean areSettled() {
        return settled;
    }

    /** A profile that lives. */
    String choose(Choices choices) {
        return now("p" + choices.of(0, 0, 0, 0, 0, 1, 1, 1, 2));
    }

    /** Where the profile's life goes on. */
    String now(String profile) {
        return mergedInto.getOrDefault(profile, profile);
    }

    World.Facts facts(String profile, Choices choices) {
        return new World.Facts(
                Map.copyOf(traits.getOrDefault(profile, Map.of())),
                computed(choices),
                Map.copyOf(consents.getOrDefault(profile, Map.of())),
                Set.copyOf(segments.getOrDefault(profile, Set.of())));
    }

    private static Map<String, Object> computed(Choices choices) {
        return choices.of(Map.of(), Map.of("churn", 5), Map.of("plan", "pro", "churn", 0.5));
    }

    /** It does something, answers something, or something becomes known of it. */
    void act(String profile, Choices choices) {
        switch (choices.below(17)) {
            case 8 -> consent(profile, choices);
            case 9, 10 -> identify(profile, choices);
            case 11 -> happens(profile, tracked(EventType.PAGE, choices.of("P", "Q"), choices), choices);
            case 7, 12 -> segment(profile, choices);
            case 13, 14, 15 -> hear(profile, choices);
            case 16 -> again();
            default ->
                happens(profile, tracked(EventType.TRACK, choices.of("A", "A", "B", "C", "B"), choices), choices);
        }
    }

    /** What most journeys begin with. */
    void enter(String profile, Choices choices) {
        happens(profile, tracked(EventType.TRACK, "A", choices), choices);
    }

    /** Something becomes of a message that a journey has sent. */
    void hear(String profile, Choices choices) {
        correspondence.status(profile, choices);
    }

    /** Messages of others reach the profile, too. */
    void correspond(String profile, Choices choices) {
        correspondence.others(profile, choices);
    }

    private Activity.Cause tracked(EventType type, String name, Choices choices) {
        Duration ago = choices.of(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofHours(3),
                Duration.ofDays(2),
                Duration.ofMinutes(-1));
        Map<String, Object> said = properties(choices);
        Map<String, Object> context =
                choices.rarely(6) ? Map.of("itinera", Map.of("journeys", choices.below(3) == 0)) : Map.of();
        return new Activity.Tracked(type, name, said, context, story.now().minus(ago), "test");
    }

    Map<String, Object> properties(Choices choices) {
        Map<String, Object> properties = new TreeMap<>();
        put(properties, "n", choices.of(null, 12, 3, 25, "12", 7.5));
        put(properties, "id", choices.of(null, "x", "y"));
        put(properties, "cart", choices.of(null, Map.of("id", 1), Map.of("id", "z")));
        put(
                properties,
                "items",
                choices.of(null, List.of(Map.of("price", 6)), List.of(Map.of("price", 4), Map.of("price", 9))));
        put(properties, "date", date(choices));
        return properties;
    }

    /** Something becomes known of the profile: where it lives, or what renews when. */
    void identify(String profile, Choices choices) {
        trait(profile, choices);
        happens(profile, tracked(EventType.IDENTIFY, null, choices), choices);
    }

    private void trait(String profile, Choices choices) {
        Map<String, Object> mine = traits.computeIfAbsent(profile, _ -> new TreeMap<>());
        switch (choices.below(12)) {
            case 0 -> set(mine, "plan", choices.of("pro", "free", 5, null));
            case 1 -> set(mine, "age", choices.of(10, "10", 15.0, 3, null));
            case 2 -> set(mine, "tags", choices.of(List.of("a"), "a", List.of("b", 1), null));
            case 3, 6, 7, 8 -> set(mine, "renewal", date(choices));
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
        String day = story.now().plus(Duration.ofDays(1)).toString().substring(0, 10);
        String before = story.now().minus(Duration.ofDays(1)).toString().substring(0, 10);
        return choices.of(
                null,
                day,
                before,
                story.now().plus(Duration.ofHours(2)).toString(),
                story.now().plus(Duration.ofDays(5)).toString(),
                story.now().plus(Duration.ofDays(40)).toString().substring(0, 10),
                day + "T02:30:00",
                before + "T23:00:00+02:00",
                "soon",
                day.substring(5),
                "--02-29",
                "2024-02-29");
    }

    private void consent(String profile, Choices choices) {
        String answer = choices.of("email/p", "*/p", "email/*", "push/p", "*/*");
        boolean granted = choices.below(2) == 0;
        consents.computeIfAbsent(profile, _ -> new TreeMap<>()).put(answer, granted);
        happens(profile, new Activity.ConsentChanged(Map.of(answer, granted)), choices);
    }

    /** A membership changes: by what the customer does, by time, or because it became known. */
    private void segment(String profile, Choices choices) {
        List<String> all = new ArrayList<>(List.of("vip", "staff"));
        all.addAll(authors.segments());
        List<String> timed = all.stream().filter(s -> s.startsWith("entry-")).toList();
        boolean byTime = choices.below(2) == 0 && !timed.isEmpty();
        String segment = byTime ? timed.get(choices.below(timed.size())) : all.get(choices.below(all.size()));
        Set<String> mine = segments.computeIfAbsent(profile, _ -> new TreeSet<>());
        boolean enters = !mine.contains(segment);
        if (enters) {
            mine.add(segment);
        } else {
            mine.remove(segment);
        }
        int why = choices.below(5);
        Activity.Cause cause = why < 3
                ? tracked(EventType.IDENTIFY, null, choices)
                : new Activity.SegmentsChanged(choices.of(
                        Activity.SegmentsChanged.Why.TIME,
                        Activity.SegmentsChanged.Why.BACKFILL,
                        Activity.SegmentsChanged.Why.DEFINITION));
        boolean backfilled = choices.rarely(4);
        happens(profile, cause, choices, new Activity.SegmentChange(segment, enters, backfilled));
    }

    void happens(String profile, Activity.Cause cause, Choices choices, Activity.SegmentChange... changes) {
        if (choices.below(3) == 2) {
            trait(profile, choices);
        }
        World.Facts facts = facts(profile, choices);
        happens(profile, cause, facts, List.of(changes));
    }

    private void happens(
            String profile, Activity.Cause cause, World.Facts facts, List<Activity.SegmentChange> changes) {
        last = new Activity(
                "a" + story.length(),
                profile,
                story.now(),
                cause,
                facts.traits(),
                facts.computed(),
                facts.consents(),
                facts.segments(),
                changes);
        story.add(new Happening.Happened(last));
    }

    /** What came before comes once more, later. */
    private void again() {
        if (!settled
                && last != null
                && !mergedInto.containsKey(last.profileId())
                && last.cause() instanceof Activity.Tracked) {
            story.add(new Happening.Happened(new Activity(
                    last.id(),
                    last.profileId(),
                    story.now(),
                    last.cause(),
                    last.traits(),
                    last.computed(),
                    last.consents(),
                    last.segments(),
                    last.segmentChanges())));
        }
    }

    /** A profile becomes part of another, which learns what it was in. */
    void merge(String from, Choices choices) {
        String into = now("p" + choices.below(3));
        if (from.equals(into)) {
            return;
        }
        mergedInto.replaceAll((_, to) -> to.equals(from) ? into : to);
        mergedInto.put(from, into);
        happens(from, new Activity.MergedAway(into), new Choices(List.of()));
        move = new Happening.MovedIn(into, story.now(), story.now());
        if (choices.below(2) == 0 || settled) {
            arrive();
        }
        traits.computeIfAbsent(into, _ -> new TreeMap<>()).putAll(traits.getOrDefault(from, Map.of()));
        List<Activity.SegmentChange> changes = new ArrayList<>();
        for (String segment : segments.getOrDefault(from, Set.of())) {
            if (segments.computeIfAbsent(into, _ -> new TreeSet<>()).add(segment)) {
                changes.add(new Activity.SegmentChange(segment, true));
            }
        }
        happens(into, new Activity.MergedIn(from), facts(into, choices), changes);
    }

    /** Nothing is to be kept of a profile, as it is called now or as it was called before it was merged. */
    void erase(String profile, Choices choices) {
        String before = mergedInto.entrySet().stream()
                .filter(merged -> merged.getValue().equals(profile))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(profile);
        traits.remove(profile);
        consents.remove(profile);
        segments.remove(profile);
        last = null;
        String named = choices.below(2) == 0 ? before : profile;
        story.add(new Happening.Erased(profile, "e" + story.length(), named, story.now()));
    }

    /** A move that is under way arrives. */
    void arrive() {
        if (move != null) {
            story.add(new Happening.MovedIn(move.into(), move.at(), story.now()));
            move = null;
        }
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
