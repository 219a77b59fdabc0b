package io.itinera.profile.life;

import io.itinera.contracts.Activity;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.ProfileSnapshot;
import java.util.List;
import java.util.Map;

/**
 * What one input does to one profile.
 *
 * @param state the state after it
 * @param activity entries of the profile's life, in order
 * @param links decisions that hold from now on, to be published
 * @param arrivals what goes to other profiles, by profile id
 * @param snapshot the profile as others see it from now on, null when that did not change
 */
public record Step(
        ProfileState state,
        List<Activity> activity,
        List<IdentityLink> links,
        Map<String, Move.Arrived> arrivals,
        ProfileSnapshot snapshot) {}
