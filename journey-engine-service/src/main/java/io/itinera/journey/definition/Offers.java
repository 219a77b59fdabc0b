package io.itinera.journey.definition;

import io.itinera.conditions.All;
import io.itinera.conditions.Comparison;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which offers journeys make, and who may get those of two journeys at once. It goes by what the definitions say: steps that nobody
 * comes to make their offer all the same.
 */
public final class Offers {

    private Offers() {}

    /** The offers that a journey makes, by the key of the step, in the order of its steps. */
    public static Map<String, String> bySteps(JourneyDefinition journey) {
        Map<String, String> made = new LinkedHashMap<>();
        journey.steps().forEach((key, step) -> step.makesOffer().ifPresent(offer -> made.put(key, offer)));
        return made;
    }

    /** The offers that a journey makes, in their order. */
    public static SortedSet<String> of(JourneyDefinition journey) {
        return new TreeSet<>(bySteps(journey).values());
    }

    /**
     * True where an instance can stand somewhere in the journey. Of a journey in which none can, nobody is inside when something else
     * happens, and no group keeps it apart from another such journey.
     */
    public static boolean stays(JourneyDefinition journey) {
        return journey.steps().values().stream().anyMatch(Step::waits);
    }

    /**
     * True where nobody qualifies for both journeys at one moment. Who qualifies for the one now and for the other one later may be in
     * both all the same. What is asked of an event or of the context does not count: each entry has its own.
     */
    public static boolean ofOtherPeople(JourneyDefinition one, JourneyDefinition other) {
        return Contradictions.exclude(ofProfile(audience(one)), ofProfile(audience(other)));
    }

    /** The group that keeps people from being in both journeys at once, or null. */
    public static String sharedGroup(JourneyDefinition one, JourneyDefinition other) {
        String group = one.rank().group();
        return Objects.equals(group, other.rank().group()) ? group : null;
    }

    private static Condition audience(JourneyDefinition journey) {
        return journey.entry().on() instanceof Trigger.Timed timed
                ? timed.members().asked()
                : journey.entry().audience();
    }

    private static Condition ofProfile(Condition condition) {
        return switch (condition) {
            case null -> null;
            case All(List<Condition> parts) ->
                new All(parts.stream()
                        .map(Offers::ofProfile)
                        .filter(Objects::nonNull)
                        .toList());
            default -> Conditions.leaves(condition).anyMatch(Offers::isOfTheOccasion) ? null : condition;
        };
    }

    private static boolean isOfTheOccasion(Condition leaf) {
        return leaf instanceof Comparison comparison
                && (comparison.source() == Source.PROPERTY || comparison.source() == Source.CONTEXT);
    }
}
