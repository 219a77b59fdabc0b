package io.itinera.journey.engine;

import java.util.List;

/**
 * What an input led to.
 *
 * @param after the state to keep; nothing need be kept when it {@link ProfileState#isEmpty()}
 * @param effects what is to be done, in order
 */
public record Outcome(ProfileState after, List<Effect> effects) {

    public Outcome {
        effects = List.copyOf(effects);
    }
}
