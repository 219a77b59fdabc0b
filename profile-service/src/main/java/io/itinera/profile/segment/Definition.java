package io.itinera.profile.segment;

import io.itinera.conditions.Condition;
import java.time.ZoneId;
import java.util.List;

/**
 * A segment and the conditions that it follows or will follow.
 *
 * @param key segment key
 * @param versions oldest first
 */
public record Definition(String key, List<Version> versions) {

    public Definition {
        versions = List.copyOf(versions);
    }

    /**
     * One definition.
     *
     * @param revision grows with each definition of any segment
     * @param condition who is in it, null where the segment ends
     * @param zone the zone of profiles that have none of their own, or null for UTC
     */
    public record Version(long revision, Condition condition, ZoneId zone) {}

    /** The definition that holds where all up to {@code filled} are filled; null when there is none yet. */
    Version at(long filled) {
        Version newest = null;
        for (Version version : versions) {
            newest = version.revision() <= filled ? version : newest;
        }
        return newest;
    }
}
