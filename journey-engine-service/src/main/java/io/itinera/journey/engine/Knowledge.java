package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import java.util.Map;
import java.util.Set;

/**
 * What the latest activity said about the profile, kept as long as an instance may need it.
 *
 * @param traits traits, nested values kept
 * @param computed computed traits
 * @param consents what the customer agreed to and refused, see {@link io.itinera.contracts.Consents}
 * @param segments keys of the segments that the profile is in
 */
public record Knowledge(
        Map<String, Object> traits, Map<String, Object> computed, Map<String, Boolean> consents, Set<String> segments) {

    /** Nothing known. */
    public static final Knowledge NONE = new Knowledge(Map.of(), Map.of(), Map.of(), Set.of());

    public Knowledge {
        traits = traits == null ? Map.of() : traits;
        computed = computed == null ? Map.of() : computed;
        consents = consents == null ? Map.of() : consents;
        segments = segments == null ? Set.of() : segments;
    }

    /** What is known of a profile that was never asked for consent. */
    public Knowledge(Map<String, Object> traits, Map<String, Object> computed, Set<String> segments) {
        this(traits, computed, Map.of(), segments);
    }

    static Knowledge of(Activity activity) {
        return new Knowledge(activity.traits(), activity.computed(), activity.consents(), activity.segments());
    }

    Knowledge withTraits(Map<String, Object> changed) {
        return new Knowledge(changed, computed, consents, segments);
    }
}
