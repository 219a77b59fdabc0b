package io.itinera.profile.topology;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.itinera.profile.life.Forward;
import io.itinera.profile.life.Membership;
import io.itinera.profile.life.Part;
import io.itinera.profile.life.ProfileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A profile's state as it is stored. Origins are values and not field names: a JSON parser keeps a table of the names that it has
 * met, and with a name of its own for each customer that table costs more than all the rest of reading.
 *
 * @param parts see {@link ProfileState#parts()}
 * @param forwards see {@link ProfileState#forwards()}
 * @param membership see {@link ProfileState#membership()}, null for none
 */
record StoredState(
        @JsonProperty("p") List<StoredPart> parts,
        @JsonProperty("f") List<StoredForward> forwards,
        @JsonProperty("m") Membership membership) {

    /** A part under its origin. */
    record StoredPart(
            @JsonProperty("o") String origin,
            @JsonProperty("p") Part part) {}

    /** Where a part went. */
    record StoredForward(
            @JsonProperty("o") String origin,
            @JsonProperty("f") Forward forward) {}

    static StoredState of(ProfileState state) {
        List<StoredPart> parts = new ArrayList<>(state.parts().size());
        state.parts().forEach((origin, part) -> parts.add(new StoredPart(origin, part)));
        List<StoredForward> forwards = new ArrayList<>(state.forwards().size());
        state.forwards().forEach((origin, forward) -> forwards.add(new StoredForward(origin, forward)));
        return new StoredState(parts, forwards, state.membership().equals(Membership.NONE) ? null : state.membership());
    }

    ProfileState state() {
        Map<String, Part> byOrigin = new TreeMap<>();
        if (parts != null) {
            parts.forEach(stored -> byOrigin.put(stored.origin(), stored.part()));
        }
        Map<String, Forward> led = new TreeMap<>();
        if (forwards != null) {
            forwards.forEach(stored -> led.put(stored.origin(), stored.forward()));
        }
        return new ProfileState(byOrigin, led, membership);
    }
}
