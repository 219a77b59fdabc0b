package io.itinera.journey.explain;

import io.itinera.contracts.Activity;
import io.itinera.journey.profile.ProfileLookup;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What profile-service says of a profile now, where no recorded activity does: a date in a trait needs no activity to come. */
@ApplicationScoped
class ProfileNow {

    private final ProfileLookup profiles;

    ProfileNow(ProfileLookup profiles) {
        this.profiles = profiles;
    }

    /** The profile in the form of an activity; empty where profile-service does not know it, or does not answer. */
    Optional<Activity> of(String id, Instant at) {
        try {
            ProfileLookup.Profile found = profiles.find(id, "?profile");
            return Optional.of(new Activity(
                    "now",
                    found.id(),
                    at,
                    new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                    found.traits(),
                    found.computed(),
                    Map.of(),
                    found.segments(),
                    List.of()));
        } catch (ProblemException _) {
            return Optional.empty();
        }
    }
}
