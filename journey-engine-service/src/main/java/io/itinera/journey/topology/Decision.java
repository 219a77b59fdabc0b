package io.itinera.journey.topology;

import io.itinera.journey.engine.Effect;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import java.util.List;

/**
 * What is to be written and sent for one profile after one input.
 *
 * @param after the state to keep, or null where it stays as it is
 * @param source where what is known in that state was said
 * @param mergedInto the profile that takes over from here, or null
 * @param unmark whether a mark of an earlier merge goes away
 * @param effects in order
 */
record Decision(ProfileState after, Source source, String mergedInto, boolean unmark, List<Effect> effects) {

    /**
     * Where what is known was said.
     *
     * @param said the bytes, or null where it is not known from such
     * @param heard whether the latest activity said it, and all that waits has heard it
     */
    record Source(Said said, boolean heard) {

        /** A step changed what is known, or nothing is. */
        static final Source OWN = new Source(null, false);
    }

    static final Decision NOTHING = new Decision(null, Source.OWN, null, false, List.of());

    static Decision of(ProfileState before, Outcome outcome, Source source) {
        boolean same = outcome.after() == before || outcome.after().equals(before);
        return same && outcome.effects().isEmpty()
                ? NOTHING
                : new Decision(same ? null : outcome.after(), source, null, false, outcome.effects());
    }

    /** Nothing has changed but the bytes that say what is known. */
    static Decision rewriting(ProfileState same, Said said) {
        return new Decision(same, new Source(said, true), null, false, List.of());
    }

    static Decision sendOn(String into, Input.Delivered input) {
        return new Decision(null, Source.OWN, null, false, List.of(new Effect.Deliver(into, input)));
    }

    Decision leavingTo(String into) {
        return new Decision(after, source, into, false, effects);
    }

    Decision unmarking(boolean marked) {
        return marked ? new Decision(after, source, mergedInto, true, effects) : this;
    }

    boolean changed() {
        return after != null || !effects.isEmpty();
    }

    void write(String profileId, ProfileStates states) {
        if (mergedInto != null) {
            states.mark(profileId, mergedInto);
        } else if (after != null) {
            states.put(profileId, after, source);
        } else if (unmark) {
            states.unmark(profileId);
        }
    }
}
