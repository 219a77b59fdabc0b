package io.itinera.journey.explain;

import io.itinera.conditions.Histories;
import io.itinera.contracts.Activity;
import io.itinera.journey.profile.ProfileLookup;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What profile-service says of a profile: how it is now, where no recorded activity says so, since a date in a trait needs no activity to
 * come; and what it did, where a decision went by its history.
 */
@ApplicationScoped
class ProfileNow implements Counting {

    private final ProfileLookup profiles;

    ProfileNow(ProfileLookup profiles) {
        this.profiles = profiles;
    }

    @Override
    public Map<Histories.Question, Histories.Tally> counts(String profileId, List<Histories.Question> questions) {
        return profiles.counts(profileId, questions);
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
