package io.itinera.journey.topology;

import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.KeyValue;

/**
 * Tells the profiles of one partition of a change, such as that a journey was paused: goes over their states in batches, once per
 * change, also across restarts. It is remembered with the states what they have heard of, so that a start without a change reads
 * nothing; and forgotten while a change is told, so that a start in between tells it from the beginning.
 */
final class ProfileScan {

    private final ProfileStates states;
    private final String subject;
    private boolean remembers;
    private String told;
    private String telling;
    private String after;

    /**
     * @param subject under which it is remembered what was told
     */
    ProfileScan(ProfileStates states, String subject) {
        this.states = states;
        this.subject = subject;
    }

    /**
     * Looks whether there is something to tell. Called with all that a decision was made by.
     *
     * @return true when profiles must hear of it that have not
     */
    boolean saw(String news) {
        if (!remembers) {
            told = states.heard(subject);
            remembers = true;
        }
        if (!news.equals(telling == null ? told : telling)) {
            if (told != null) {
                states.heard(subject, null);
                told = null;
            }
            telling = news;
            after = null;
        }
        return telling != null;
    }

    /**
     * Tells the next profiles.
     *
     * @param budget most profiles to tell now
     * @param tell called with profile id and bytes
     * @return true when these were the last
     */
    boolean next(int budget, BiConsumer<String, byte[]> tell) {
        if (telling == null) {
            return false;
        }
        List<KeyValue<String, byte[]>> batch = states.after(after, budget);
        batch.forEach(entry -> tell.accept(entry.key, entry.value));
        boolean last = batch.size() < budget;
        if (last) {
            states.heard(subject, telling);
            told = telling;
            telling = null;
        } else {
            after = batch.getLast().key;
        }
        return last;
    }
}
