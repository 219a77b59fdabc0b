package io.itinera.journey.collisions;

import java.util.List;
import java.util.Set;

/**
 * Two journeys that can meet at one profile at the same moment.
 *
 * @param journey one of them
 * @param other the other one
 * @param triggers what lets profiles into both, such as {@code track:Cart Updated}; empty where only their group or their offers bring them together
 * @param group the group that both are of, or null
 * @param audience {@code same}, {@code overlapping} (they may share people) or {@code disjoint} (they share nobody)
 * @param outcome {@code both-run}, {@code journey-preempts}, {@code other-preempts} or {@code first-stays}
 * @param words the same as a sentence
 * @param people who is in both now
 * @param offers the offers that they make, where both make one; null else
 */
public record Collision(
        String journey,
        String other,
        List<String> triggers,
        String group,
        String audience,
        String outcome,
        String words,
        long people,
        Offered offers) {

    /** What {@link Offered#are} says. */
    public static final Set<String> COMPARED = Set.of("same", "different");

    /**
     * What two journeys offer, by their current versions; whether somebody in both gets both depends on their way.
     *
     * @param journey keys of the offers of the one, in their order
     * @param other keys of the offers of the other one, in their order
     * @param are {@code same}: it is one and the same offer, which who is in both may get twice; or {@code different}
     */
    public record Offered(List<String> journey, List<String> other, String are) {}

    Collision with(long inBoth) {
        return new Collision(journey, other, triggers, group, audience, outcome, words, inBoth, offers);
    }

    /** True where only their offers bring the two together, and neither their audiences nor anybody inside say that people are. */
    boolean concernsNobody() {
        return triggers.isEmpty() && group == null && "disjoint".equals(audience) && people == 0;
    }
}
