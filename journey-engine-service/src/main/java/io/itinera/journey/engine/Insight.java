package io.itinera.journey.engine;

import io.itinera.journey.learning.Engagement;
import io.itinera.journey.learning.Evidence;
import java.time.Instant;

/** What the engine knows of what was learned. */
public interface Insight {

    /** Nothing was learned but what the profile itself answered to. */
    Insight NONE = (_, own) -> Evidence.NONE.with(own);

    /** What is known for one visit of a step. */
    Evidence at(Visited visit, Engagement own);

    /**
     * A visit of a step.
     *
     * @param journey journey key
     * @param version of the journey
     * @param step key
     * @param instance id
     * @param visit how often the instance has come to the step, from 1
     * @param byAnswers true when the step decides by what people answer to, and not by how its arms do
     * @param at logical time
     */
    record Visited(
            String journey, int version, String step, String instance, int visit, boolean byAnswers, Instant at) {}
}
