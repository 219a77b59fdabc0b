package io.itinera.watermarks;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of what happens to the one who follows it: a consumer group works off one set of topics after the other, and what came of it
 * arrives on a topic of the follower.
 *
 * @param group the consumer group that works it off
 * @param legs topics, in the order of the way; the same topic twice where work is led on within it
 * @param arrival the follower's input
 */
public record Way(String group, List<Set<String>> legs, String arrival) {

    /** Takes copies. */
    public Way {
        legs = legs.stream().map(Set::copyOf).toList();
    }

    /** Topics of the leg of that number; the last one is the arrival. */
    Set<String> leg(int number) {
        return number < legs.size() ? legs.get(number) : Set.of(arrival);
    }

    /** All topics on it. */
    Set<String> topics() {
        return Stream.concat(legs.stream().flatMap(Set::stream), Stream.of(arrival))
                .collect(Collectors.toUnmodifiableSet());
    }
}
