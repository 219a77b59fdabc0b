package io.itinera.profile.proof;

import java.time.Instant;
import java.util.List;

/**
 * What came of holding live memberships against the log.
 *
 * @param at logical time that both were asked for
 * @param profiles how many profiles were looked at
 * @param skipped how many more could not be: something was on its way to them, or their beginning is no longer in the log
 * @param memberships how many memberships were compared
 * @param mismatches those that differ, at most 100
 */
public record CheckReport(Instant at, int profiles, int skipped, long memberships, List<Mismatch> mismatches) {

    /**
     * A difference.
     *
     * @param segment key of the segment
     * @param profileId whose membership
     * @param live whether the profile is in it
     * @param expected whether the log says so
     */
    public record Mismatch(String segment, String profileId, boolean live, boolean expected) {}
}
