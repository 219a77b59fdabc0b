package io.itinera.journey.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An instance that has ended while a goal can still be reached: a holdout buys as well, and that is what its arm is measured by.
 *
 * @param instance id of the instance
 * @param journey journey key
 * @param version its version
 * @param entry how it began
 * @param until when no goal can be reached any more
 * @param sequence number of its next transition
 * @param goals keys of the goals reached
 * @param arms the arm drawn at each split
 */
public record Watch(
        String instance,
        String journey,
        int version,
        Instance.Entered entry,
        Instant until,
        long sequence,
        Set<String> goals,
        Map<String, String> arms) {

    public Watch {
        goals = goals == null ? Set.of() : goals;
        arms = arms == null ? Map.of() : arms;
    }
}
