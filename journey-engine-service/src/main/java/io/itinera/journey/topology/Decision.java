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
 * @param mergedInto the profile that takes over from here, or null
 * @param unmark whether a mark of an earlier merge goes away
 * @param effects in order
 */
record Decision(ProfileState after, String mergedInto, boolean unmark, List<Effect> effects) {

    static final Decision NOTHING = new Decision(null, null, false, List.of());

    static Decision of(ProfileState before, Outcome outcome) {
        boolean same = outcome.after() == before || outcome.after().equals(before);
        return same && outcome.effects().isEmpty()
                ? NOTHING
                : new Decision(same ? null : outcome.after(), null, false, outcome.effects());
    }

    static Decision sendOn(String into, Input.Delivered input) {
        return new Decision(null, null, false, List.of(new Effect.Deliver(into, input)));
    }

    Decision leavingTo(String into) {
        return new Decision(after, into, false, effects);
    }

    Decision unmarking(boolean marked) {
        return marked ? new Decision(after, mergedInto, true, effects) : this;
    }

    boolean changed() {
        return after != null || !effects.isEmpty();
    }

    void write(String profileId, ProfileStates states) {
        if (mergedInto != null) {
            states.mark(profileId, mergedInto);
        } else if (after != null) {
            states.put(profileId, after);
        } else if (unmark) {
            states.unmark(profileId);
        }
    }
}
