package io.itinera.profile.record;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;

/**
 * An entry of a timeline as the API shows it.
 *
 * @param id unique within the profile
 * @param profileId the profile to which it happened; another than the one asked for when that was merged
 * @param at when the suite received what caused it
 * @param cause JSON object, as on the topic activity: {@code kind} is tracked, message, consent, segments, mergedIn
 *     or mergedAway
 */
public record TimelineView(
        String id,
        String profileId,
        Instant at,
        @JsonRawValue String cause) {

    static TimelineView of(TimelineRow row) {
        return new TimelineView(row.key.id(), row.key.profileId().toString(), row.key.at(), row.cause);
    }

    /**
     * One page, newest first.
     *
     * @param items the entries
     * @param cursor where the next page begins, null at the end
     */
    public record Page(List<TimelineView> items, String cursor) {}
}
