package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.journey.learning.Chance;
import io.itinera.journey.learning.Evidence;
import java.util.Map;

/** What a step sees and can do when an instance comes to it, or when something happens while the instance stands at it. */
public interface Moment {

    /** The profile, the events and the instance, as conditions see them; also the time and the zone. */
    Facts facts();

    /**
     * A number in [0, 1) that belongs to this profile, journey and step: always the same, uniform over profiles and independent of
     * every other step's.
     */
    double draw();

    /** Chance for choices that are learned. */
    Chance chance();

    /** What is known to decide by; where a recorded choice is made again, what was known then. */
    Evidence evidence();

    /** False where somebody has stopped the learning of this step. */
    boolean learns();

    /** The arm that this instance drew at this step before, also under another profile before a merge; null for none. */
    String drawn();

    /** Remembers the arm that was drawn at this step. */
    void drew(String arm);

    /**
     * Has something done outside of the instance.
     *
     * @return id of what is done: a pure function of the instance, the step and the visit
     */
    String want(Wish wish);

    /** Keeps values in the context under the key of this step, where conditions, values and templates find them. */
    void remember(Map<String, Object> values);

    /** What the step has kept in the context so far; empty where that is nothing. */
    Map<String, Object> remembered();

    /** Makes an event the one that ended the last wait. */
    void event(Map<String, Object> properties);
}
