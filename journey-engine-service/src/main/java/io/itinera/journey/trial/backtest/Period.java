package io.itinera.journey.trial.backtest;

import io.itinera.contracts.ProfileIds;
import java.time.Instant;

/**
 * What a back-test is about.
 *
 * @param readFrom first moment that is replayed, so that those who were under way at {@code from} are known; null for as far back
 *     as the journey needs
 * @param from first moment that is reported
 * @param to first moment that is not
 * @param sample share of the profiles, above 0 and up to 1, always the same ones
 */
record Period(Instant readFrom, Instant from, Instant to, double sample) {

    private static final double RANGE = 0x1p48;

    /** The period, replayed from a time on unless that is said already. */
    Period readingFrom(Instant needed) {
        return readFrom == null ? new Period(needed, from, to, sample) : this;
    }

    /** Whether a transition of that time is reported. */
    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /** Whether the profile is in the sample. A profile that merges into one outside of it leaves it. */
    boolean samples(String profileId) {
        if (sample >= 1) {
            return true;
        }
        String hash = ProfileIds.derive("back-test|" + profileId);
        double draw = Long.parseLong(hash, 0, 8, 16) * 0x1p16 / RANGE + Long.parseLong(hash, 9, 13, 16) / RANGE;
        return draw < sample;
    }
}
