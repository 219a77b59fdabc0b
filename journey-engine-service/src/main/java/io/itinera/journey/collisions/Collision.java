package io.itinera.journey.collisions;

import java.util.List;

/**
 * Two journeys that can meet at one profile at the same moment.
 *
 * @param journey one of them
 * @param other the other one
 * @param triggers what lets profiles into both, such as {@code track:Cart Updated}; empty where only their group is the same
 * @param group the group that both are of, or null
 * @param audience {@code same}, {@code overlapping} (they may share people) or {@code disjoint} (they share nobody)
 * @param outcome {@code both-run}, {@code journey-preempts}, {@code other-preempts} or {@code first-stays}
 * @param words the same as a sentence
 * @param people who is in both now
 */
public record Collision(
        String journey,
        String other,
        List<String> triggers,
        String group,
        String audience,
        String outcome,
        String words,
        long people) {

    Collision with(long inBoth) {
        return new Collision(journey, other, triggers, group, audience, outcome, words, inBoth);
    }
}
