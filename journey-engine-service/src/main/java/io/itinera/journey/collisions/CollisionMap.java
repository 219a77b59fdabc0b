package io.itinera.journey.collisions;

import io.itinera.conditions.Condition;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Offers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds which of some journeys can meet at one profile: those that listen for the same thing, those of one group, and those that make
 * offers, since an offer is at odds with another one on whatever occasion each was made.
 */
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
        Map<String, Pair> pairs = new TreeMap<>();
        meetings.values().forEach(list -> pairs(list, pairs));
        return pairs.values().stream()
                .map(pair -> collision(pair.one(), pair.other()))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Collision::journey).thenComparing(Collision::other))
                .toList();
    }

    /** Every one of the others that can meet the journey. */
    List<Collision> of(JourneyDefinition journey, List<JourneyDefinition> others) {
        return others.stream()
                .filter(other -> !other.key().equals(journey.key()))
                .map(other -> collision(journey, other))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(Collision::other))
                .toList();
    }

    private record Pair(JourneyDefinition one, JourneyDefinition other) {}

    private static void pairs(List<JourneyDefinition> meeting, Map<String, Pair> pairs) {
        List<JourneyDefinition> ordered = new ArrayList<>(meeting);
        ordered.sort(Comparator.comparing(JourneyDefinition::key));
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = i + 1; j < ordered.size(); j++) {
                JourneyDefinition one = ordered.get(i);
                JourneyDefinition other = ordered.get(j);
                pairs.put(one.key() + " " + other.key(), new Pair(one, other));
            }
        }
    }

    /** Where a journey can meet others: the type of what it listens for, its group, and where offers are made. */
    private static Set<String> places(JourneyDefinition journey) {
        Set<String> places = new TreeSet<>();
        String trigger = trigger(journey);
        if (trigger != null) {
            places.add("on:" + (trigger.startsWith("track:") ? trigger : type(trigger)));
        }
        if (journey.rank().group() != null) {
            places.add("group:" + journey.rank().group());
        }
        if (!Offers.of(journey).isEmpty()) {
            places.add("offers");
        }
        return places;
    }

    private Collision collision(JourneyDefinition one, JourneyDefinition other) {
        List<String> triggers = shared(trigger(one), trigger(other));
        String group = Offers.sharedGroup(one, other);
        Collision.Offered offers = offers(one, other);
        if (triggers.isEmpty() && group == null && !meetAtAnyTime(one, other, offers)) {
            return null;
        }
        String outcome = outcome(one, other, group);
        return new Collision(
                one.key(),
                other.key(),
                triggers,
                group,
                audience(one, other),
                outcome,
                words(one, other, outcome),
                0,
                offers);
    }

    /** What both offer; null where one of them makes no offer. */
    private static Collision.Offered offers(JourneyDefinition one, JourneyDefinition other) {
        SortedSet<String> ours = Offers.of(one);
        SortedSet<String> theirs = Offers.of(other);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return null;
        }
        boolean same = ours.equals(theirs) && ours.size() == 1;
        return new Collision.Offered(List.copyOf(ours), List.copyOf(theirs), same ? "same" : "different");
    }

    /** Offers are made on any occasion, as long as people stay in one of the two. */
    private static boolean meetAtAnyTime(JourneyDefinition one, JourneyDefinition other, Collision.Offered offers) {
        return offers != null && (Offers.stays(one) || Offers.stays(other));
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

    private static String audience(JourneyDefinition one, JourneyDefinition other) {
        if (Objects.equals(asked(one), asked(other))) {
            return "same";
        }
        return Offers.ofOtherPeople(one, other) ? "disjoint" : "overlapping";
    }

    private static Map<String, Object> asked(JourneyDefinition journey) {
        Condition audience = journey.entry().audience();
        return audience == null ? null : audience.toMap();
    }
}
