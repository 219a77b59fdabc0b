package io.itinera.journey.topology;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;

/**
 * Tells the profiles of one partition that a journey was paused, resumed or archived: goes over their states in batches, once per
 * change, also across restarts. It is remembered with the states what they have heard of, so that a start without a change reads
 * nothing.
 */
final class CatalogScan {

    private final ProfileStates states;
    private String told;
    private String telling;
    private String after;

    CatalogScan(ProfileStates states) {
        this.states = states;
        this.told = states.heard();
    }

    /** Looks whether there is something to tell. Called with every catalog that a decision was made by. */
    void saw(LiveCatalog.Snapshot journeys) {
        if (telling == null
                ? !journeys.states().equals(told)
                : !journeys.states().equals(telling)) {
            if (told != null) {
                states.heard(null);
                told = null;
            }
            telling = journeys.states();
            after = null;
        }
    }

    /**
     * Tells the next profiles.
     *
     * @param budget most profiles to tell now
     * @param tell called with profile id and bytes
     */
    void next(int budget, BiConsumer<String, byte[]> tell) {
        if (telling == null) {
            return;
        }
        List<KeyValue<String, byte[]>> batch = states.after(after, budget);
        batch.forEach(entry -> tell.accept(entry.key, entry.value));
        if (batch.size() < budget) {
            states.heard(telling);
            told = telling;
            telling = null;
        } else {
            after = batch.getLast().key;
        }
    }
}
