package io.itinera.ingest.deadletter;

import java.util.List;

/**
 * What a replay did.
 *
 * @param replayed letters that went back now
 * @param alreadyReplayed letters left alone since they went back before
 * @param refused letters that still cannot be used
 * @param more true when there are more than one call replays: ask again
 */
record ReplayView(int replayed, int alreadyReplayed, List<StillRefused> refused, boolean more) {

    /**
     * A letter that still cannot be used; it stays where it is.
     *
     * @param id the letter
     * @param reason machine-readable word why
     * @param error one sentence for people
     */
    record StillRefused(String id, String reason, String error) {}
}
