package io.itinera.watermarks;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way of what happens to the one who follows it: a consumer group works off one set of topics after the other, and what came of it
 * arrives on a topic of the follower; unless the follower is the group itself, which has what it has committed.
 *
 * @param group the consumer group that works it off
 * @param legs topics, in the order of the way; the same topic twice where work is led on within it
 * @param arrival the follower's input; none where the follower is the group itself
 */
public record Way(String group, List<Set<String>> legs, Set<String> arrival) {

    /** Takes copies. */
    public Way {
        legs = legs.stream().map(Set::copyOf).toList();
        arrival = Set.copyOf(arrival);
    }

    /** Topics of the leg of that number; the last one is the arrival. */
    Set<String> leg(int number) {
        return number < legs.size() ? legs.get(number) : arrival;
    }

    /** All topics on it. */
    Set<String> topics() {
        return Stream.concat(legs.stream().flatMap(Set::stream), arrival.stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
