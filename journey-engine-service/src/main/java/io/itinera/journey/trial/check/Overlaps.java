package io.itinera.journey.trial.check;

import io.itinera.conditions.Condition;
import io.itinera.journey.definition.Contradictions;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Trigger;
import java.util.List;
import java.util.Objects;

/** Finds live journeys that the same people would enter on the same occasion. */
final class Overlaps {

    private Overlaps() {}

    static List<Finding> of(JourneyDefinition journey, List<JourneyDefinition> neighbours) {
        return neighbours.stream()
                .filter(other -> onTheSameOccasion(journey, other))
                .map(other -> overlap(journey, other))
                .toList();
    }

    /** True where an occasion lets people into both who may be the same. */
    static boolean onTheSameOccasion(JourneyDefinition one, JourneyDefinition other) {
        Trigger a = one.entry().on();
        Trigger b = other.entry().on();
        return a.indexKey().equals(b.indexKey())
                && !Contradictions.exclude(where(a), where(b))
                && !Contradictions.exclude(one.entry().audience(), other.entry().audience());
    }

    private static Finding overlap(JourneyDefinition journey, JourneyDefinition other) {
        String who = same(journey.entry().audience(), other.entry().audience())
                ? "the same people"
                : "people who may be the same";
        String group = journey.rank().group();
        if (group != null && group.equals(other.rank().group())) {
            String winner = journey.rank().priority() > other.rank().priority() ? journey.key() : other.key();
            return Finding.info(
                    "/entry/on",
                    "overlap-in-group",
                    "lets %s in as the live journey '%s' does; in group '%s', '%s' goes first"
                            .formatted(who, other.key(), group, winner));
        }
        return Finding.warning(
                "/entry/on",
                "overlap",
                "lets %s in on the same occasion as the live journey '%s', and no group keeps them apart"
                        .formatted(who, other.key()));
    }

    private static Condition where(Trigger trigger) {
        return trigger instanceof Trigger.Happened happened ? happened.where() : null;
    }

    private static boolean same(Condition one, Condition other) {
        return Objects.equals(one == null ? null : one.toMap(), other == null ? null : other.toMap());
    }
}
