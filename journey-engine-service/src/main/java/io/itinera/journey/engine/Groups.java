package io.itinera.journey.engine;

import io.itinera.journey.definition.JourneyDefinition;
import java.util.List;
import java.util.Map;

/** At most one journey of a group is active for a profile. */
final class Groups {

    private Groups() {}

    /** Live instances of other journeys of the same group. */
    static List<Traveller> beside(Run run, JourneyDefinition journey) {
        String group = journey.rank().group();
        return group == null
                ? List.of()
                : run.live().stream()
                        .filter(t -> group.equals(t.journey().rank().group())
                                && !t.began().journey().equals(journey.key()))
                        .toList();
    }

    /** One that stays where it is, since the newcomer has no higher priority or waits its turn; null where there is none. */
    static Traveller blocking(Run run, JourneyDefinition newcomer) {
        int priority = newcomer.rank().priorityAt(run.now());
        return beside(run, newcomer).stream()
                .filter(t -> !newcomer.rank().preempts() || t.journey().rank().priorityAt(run.now()) >= priority)
                .findFirst()
                .orElse(null);
    }

    /** What explains that an entry was refused: both sides of the conflict. */
    static Map<String, Object> conflict(Run run, JourneyDefinition newcomer, Traveller other) {
        return Map.of(
                "group",
                newcomer.rank().group(),
                "journey",
                other.began().journey(),
                "priority",
                newcomer.rank().priorityAt(run.now()),
                "otherPriority",
                other.journey().rank().priorityAt(run.now()),
                "conflict",
                newcomer.rank().preempts() ? "preempt" : "block");
    }

    /** What explains that an instance ended for another journey. */
    static Map<String, Object> preempted(Run run, JourneyDefinition by, Traveller other) {
        return Map.of(
                "by",
                by.key(),
                "group",
                by.rank().group(),
                "priority",
                other.journey().rank().priorityAt(run.now()),
                "otherPriority",
                by.rank().priorityAt(run.now()));
    }
}
