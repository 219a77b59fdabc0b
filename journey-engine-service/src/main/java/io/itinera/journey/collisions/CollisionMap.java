package io.itinera.journey.collisions;

import io.itinera.conditions.Condition;
import io.itinera.conditions.InSegment;
import io.itinera.conditions.Not;
import io.itinera.journey.definition.JourneyDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds which of some journeys can meet at one profile: those that listen for the same thing, and those of one group. */
final class CollisionMap {

    private final Instant now;

    CollisionMap(Instant now) {
        this.now = now;
    }

    /** Every pair that can meet, in the order of keys. */
    List<Collision> of(List<JourneyDefinition> journeys) {
        Map<String, List<JourneyDefinition>> meetings = new TreeMap<>();
        for (JourneyDefinition journey : journeys) {
            for (String place : places(journey)) {
                meetings.computeIfAbsent(place, key -> new ArrayList<>()).add(journey);
            }
        }
        Set<Pair> pairs = new LinkedHashSet<>();
        meetings.values().forEach(list -> pairs(list, pairs));
        return pairs.stream()
                .map(pair -> collision(pair.one(), pair.other()))
                .filter(collision -> collision != null)
                .sorted(Comparator.comparing(Collision::journey).thenComparing(Collision::other))
                .toList();
    }

    /** Every one of the others that can meet the journey. */
    List<Collision> of(JourneyDefinition journey, List<JourneyDefinition> others) {
        return others.stream()
                .filter(other -> !other.key().equals(journey.key()))
                .map(other -> collision(journey, other))
                .filter(collision -> collision != null)
                .sorted(Comparator.comparing(Collision::other))
                .toList();
    }

    private record Pair(JourneyDefinition one, JourneyDefinition other) {}

    private static void pairs(List<JourneyDefinition> meeting, Set<Pair> pairs) {
        List<JourneyDefinition> ordered = new ArrayList<>(meeting);
        ordered.sort(Comparator.comparing(JourneyDefinition::key));
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = i + 1; j < ordered.size(); j++) {
                pairs.add(new Pair(ordered.get(i), ordered.get(j)));
            }
        }
    }

    /** Where a journey can meet others: the type of what it listens for, and its group. */
    private static Set<String> places(JourneyDefinition journey) {
        Set<String> places = new TreeSet<>();
        String trigger = trigger(journey);
        if (trigger != null) {
            places.add("on:" + (trigger.startsWith("track:") ? trigger : type(trigger)));
        }
        if (journey.rank().group() != null) {
            places.add("group:" + journey.rank().group());
        }
        return places;
    }

    private Collision collision(JourneyDefinition one, JourneyDefinition other) {
        List<String> triggers = shared(trigger(one), trigger(other));
        String group = one.rank().group() != null
                        && one.rank().group().equals(other.rank().group())
                ? one.rank().group()
                : null;
        if (triggers.isEmpty() && group == null) {
            return null;
        }
        String outcome = outcome(one, other, group);
        return new Collision(
                one.key(),
                other.key(),
                triggers,
                group,
                audience(one.entry().audience(), other.entry().audience()),
                outcome,
                words(one, other, outcome),
                0);
    }

    private String outcome(JourneyDefinition one, JourneyDefinition other, String group) {
        if (group == null) {
            return "both-run";
        }
        int higher = Integer.compare(one.rank().priorityAt(now), other.rank().priorityAt(now));
        if (higher > 0 && one.rank().preempts()) {
            return "journey-preempts";
        }
        return higher < 0 && other.rank().preempts() ? "other-preempts" : "first-stays";
    }

    private static String words(JourneyDefinition one, JourneyDefinition other, String outcome) {
        return switch (outcome) {
            case "both-run" -> "a profile can be in %s and %s at the same time".formatted(one.key(), other.key());
            case "journey-preempts" -> "entering %s ends %s".formatted(one.key(), other.key());
            case "other-preempts" -> "entering %s ends %s".formatted(other.key(), one.key());
            default -> "whichever of %s and %s comes first keeps the other out".formatted(one.key(), other.key());
        };
    }

    private static String trigger(JourneyDefinition journey) {
        return journey.entry().on() == null ? null : journey.entry().on().indexKey();
    }

    private static String type(String trigger) {
        return trigger.contains(":") ? trigger.substring(0, trigger.indexOf(':')) : trigger;
    }

    /** The narrower of two triggers where one of them listens for all that the other one does. */
    private static List<String> shared(String one, String other) {
        if (one == null || other == null) {
            return List.of();
        }
        if (one.equals(other) || other.equals(type(one))) {
            return List.of(one);
        }
        return one.equals(type(other)) ? List.of(other) : List.of();
    }

    private static String audience(Condition one, Condition other) {
        if (one == null && other == null
                || one != null && other != null && one.toMap().equals(other.toMap())) {
            return "same";
        }
        return denies(one, other) || denies(other, one) ? "disjoint" : "overlapping";
    }

    private static boolean denies(Condition one, Condition other) {
        return one instanceof Not(InSegment not)
                && other instanceof InSegment is
                && not.segment().equals(is.segment());
    }
}
