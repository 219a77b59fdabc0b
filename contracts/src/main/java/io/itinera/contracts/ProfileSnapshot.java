package io.itinera.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Latest state of one profile: the value on {@link Topics#PROFILES}.
 *
 * @param profileId derived id, see {@link Identifier#derivedProfileId()}
 * @param identifiers text forms of all identifiers seen
 * @param traits latest value of each trait
 * @param computed computed traits
 * @param consents what the customer agreed to and refused, see {@link Consents}
 * @param eventCounts how often each named event was seen
 * @param firstSeen logical time of the first event
 * @param lastSeen logical time of the latest event
 * @param mergedInto the profile that took this one over, or null while it lives
 */
public record ProfileSnapshot(
        String profileId,
        List<String> identifiers,
        Map<String, Object> traits,
        Map<String, Object> computed,
        Map<String, Boolean> consents,
        Map<String, Long> eventCounts,
        Instant firstSeen,
        Instant lastSeen,
        String mergedInto) {

    public ProfileSnapshot {
        identifiers = identifiers == null ? List.of() : identifiers;
        traits = traits == null ? Map.of() : traits;
        computed = computed == null ? Map.of() : computed;
        consents = consents == null ? Map.of() : consents;
        eventCounts = eventCounts == null ? Map.of() : eventCounts;
    }
}
