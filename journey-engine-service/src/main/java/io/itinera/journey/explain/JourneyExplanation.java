package io.itinera.journey.explain;

import java.time.Instant;
import java.util.List;

/**
 * What a profile did in a journey up to a time, and why; or why it is not in it.
 *
 * @param journey journey key
 * @param profile whom it is about
 * @param at up to when
 * @param instances its ways through the journey, oldest first
 * @param refusals entries that were refused, oldest first
 * @param whyNot why it never entered, or, where that is asked, not again since it left; else null
 * @param more true when there are more decisions than one answer has: ask again for an earlier time
 * @param sentences all of it in words, in the order of time
 */
public record JourneyExplanation(
        String journey,
        ProfileRef profile,
        Instant at,
        List<Way> instances,
        List<Decision> refusals,
        WhyNot whyNot,
        boolean more,
        List<String> sentences) {

    /**
     * One way through the journey.
     *
     * @param instance its id
     * @param version the version that it was on last
     * @param status {@code waiting}, {@code moving}, {@code exited} or {@code failed}, at that time
     * @param step where it stood or ended, or null
     * @param decisions in order
     * @param messages that it asked for, in order
     */
    public record Way(
            String instance,
            int version,
            String status,
            String step,
            List<Decision> decisions,
            List<MessageExplanation> messages) {}
}
