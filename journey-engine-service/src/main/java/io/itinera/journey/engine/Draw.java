package io.itinera.journey.engine;

import io.itinera.contracts.ProfileIds;

/** Chance that is always the same: a number drawn by hash from what it is drawn for. */
final class Draw {

    private static final double RANGE = 0x1p48;

    private Draw() {}

    /** A number in [0, 1), uniform, and independent for each different list of names. */
    static double of(String... names) {
        String hash = ProfileIds.derive(String.join("|", names));
        // The first 48 bits, which no version or variant takes up.
        return Long.parseLong(hash, 0, 8, 16) * 0x1p16 / RANGE + Long.parseLong(hash, 9, 13, 16) / RANGE;
    }
}
