package io.itinera.profile.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;

/**
 * A segment as the API shows it.
 *
 * @param key segment key
 * @param name what people call it
 * @param description why it is there, or null
 * @param derived true when it stands for a journey's condition
 * @param condition who is in it
 * @param zone the zone of profiles that have none of their own; null for UTC
 * @param words the condition in plain words
 * @param state {@code backfilling} until memberships follow the latest definition, then {@code ready}
 * @param revision the latest definition
 * @param members how many are in it now, a moment behind
 * @param filling how far it is, null when it is ready
 * @param readyAt when it was filled, or null
 * @param countedFrom where the log began when counts were read from it: what happened before is not counted; null when nothing is
 *     missing
 * @param changedAt when it was changed last
 * @param changedBy by whom
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SegmentView(
        String key,
        String name,
        String description,
        boolean derived,
        @JsonRawValue String condition,
        String zone,
        String words,
        String state,
        long revision,
        long members,
        Progress filling,
        Instant readyAt,
        Instant countedFrom,
        Instant changedAt,
        String changedBy) {

    /**
     * How far a filling is.
     *
     * @param phase {@code waiting}, {@code counting} (partitions begin to count), {@code reading} (the log is read) or {@code scanning}
     *     (each profile is held against the definition)
     * @param read records of the log that were read
     * @param toRead records of the log that are to be read
     * @param scanned partitions that are done
     * @param partitions all partitions
     * @param profiles profiles that were looked at
     */
    public record Progress(String phase, long read, long toRead, int scanned, int partitions, long profiles) {}

    /**
     * One page of segments.
     *
     * @param items the segments
     * @param cursor where the next page begins, null at the end
     */
    public record Page(List<SegmentView> items, String cursor) {}

    /**
     * A member.
     *
     * @param profileId profile
     * @param since when it entered
     */
    public record Member(String profileId, Instant since) {}

    /**
     * One page of members.
     *
     * @param items in the order of their ids
     * @param cursor where the next page begins, null at the end
     */
    public record Members(List<Member> items, String cursor) {}
}
