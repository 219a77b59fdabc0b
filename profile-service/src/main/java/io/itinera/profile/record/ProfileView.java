package io.itinera.profile.record;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;

/**
 * A profile as the API shows it.
 *
 * @param id profile id
 * @param identifiers all identifiers seen
 * @param traits JSON object
 * @param computed JSON object
 * @param consents JSON object: what the customer agreed to and refused
 * @param segments keys of the segments that it is in, in order
 * @param eventCounts JSON object: how often each named event was seen
 * @param firstSeen when the suite received the first event
 * @param lastSeen when the suite received the latest event
 */
public record ProfileView(
        String id,
        List<String> identifiers,
        @JsonRawValue String traits,
        @JsonRawValue String computed,
        @JsonRawValue String consents,
        List<String> segments,
        @JsonRawValue String eventCounts,
        Instant firstSeen,
        Instant lastSeen) {

    static ProfileView of(ProfileRow row, List<String> segments) {
        return new ProfileView(
                row.id.toString(),
                List.of(row.identifiers),
                row.traits,
                row.computed,
                row.consents,
                segments,
                row.eventCounts,
                row.firstSeen,
                row.lastSeen);
    }

    /**
     * One page.
     *
     * @param items the profiles
     * @param cursor where the next page begins, null at the end
     */
    public record Page(List<ProfileView> items, String cursor) {}
}
