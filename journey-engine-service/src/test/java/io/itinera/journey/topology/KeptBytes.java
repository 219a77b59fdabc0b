package io.itinera.journey.topology;

import io.itinera.journey.engine.ProfileState;

/** The way of a state into its store and out of it, for tests in other packages. */
public final class KeptBytes {

    private KeptBytes() {}

    /** The state as it is read back. */
    public static ProfileState through(ProfileState state) {
        return KeptState.of(state.profileId(), KeptState.write(state, null, false))
                .state();
    }
}
