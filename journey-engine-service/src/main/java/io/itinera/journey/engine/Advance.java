package io.itinera.journey.engine;

import java.util.List;

/** The step function: {@code (catalog, state, input) → (state, effects)}. Engine, simulator and back-test call it alike. */
public final class Advance {

    private Advance() {}

    /**
     * Applies one input of one profile. What was due by the input's time is applied first, in order of due time.
     *
     * @param catalog the journeys as they are published at that time
     * @param before the profile's state, {@link ProfileState#empty} where nothing is kept
     * @param input what happens
     */
    public static Outcome apply(Catalog catalog, ProfileState before, Input input) {
        return new Outcome(before, List.of());
    }
}
