package io.itinera.journey.engine;

import java.time.Instant;

/**
 * Names one timer of one instance.
 *
 * @param due when it fires, logical time
 * @param profileId whose instance
 * @param journey key of its journey
 * @param instance id of the instance
 * @param step key of the step that waits, or one of the names below that no step can have
 * @param visit how often the instance has come to that step, from 1; 0 for a timer that belongs to no step
 */
public record TimerId(Instant due, String profileId, String journey, String instance, String step, int visit) {

    /** The timer that ends an instance after the journey's maximal duration. */
    public static final String MAX_DURATION = "@max-duration";

    /** The timer by which a profile enters a journey, whose key then stands for the instance. */
    public static final String ENTRY = "@entry";

    /** The timer that ends the watch for goals after an instance has ended. */
    public static final String GOAL_WATCH = "@goal-watch";
}
