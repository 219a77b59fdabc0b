package io.itinera.journey.topology;

import io.itinera.journey.engine.ProfileState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The states of one partition's profiles. A profile that was merged away leaves a mark that says where to, so that state which
 * reaches it later is sent on. Entries that no profile can have say what the states have heard of.
 */
final class ProfileStates {

    static final String NAME = "instances";

    /** The journeys, and their states. */
    static final String JOURNEYS = "\0heard";

    /** The rules of time zones that waits were computed by. */
    static final String ZONE_RULES = "\0zones";

    private static final String FIRST_PROFILE = "\1";
    private static final byte MARK = '>';

    private final KeyValueStore<String, byte[]> store;

    ProfileStates(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** What is kept under a profile's id, or null. */
    byte[] bytes(String profileId) {
        return store.get(profileId);
    }

    /** Where the profile of these bytes was merged to. */
    static Optional<String> mergedInto(byte[] bytes) {
        return bytes == null || bytes[0] != MARK
                ? Optional.empty()
                : Optional.of(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
    }

    /** Keeps the state, or forgets the profile where nothing must be kept. */
    void put(String profileId, ProfileState state, Decision.Source source) {
        if (state.isEmpty()) {
            store.delete(profileId);
        } else {
            store.put(profileId, KeptState.write(state, source.said(), source.heard()));
        }
    }

    /** Leaves a mark instead of a state. */
    void mark(String profileId, String into) {
        store.put(profileId, markOf(into));
    }

    /** The bytes of a mark. */
    static byte[] markOf(String into) {
        byte[] text = into.getBytes(StandardCharsets.UTF_8);
        byte[] mark = new byte[text.length + 1];
        mark[0] = MARK;
        System.arraycopy(text, 0, mark, 1, text.length);
        return mark;
    }

    /** Takes the mark away: the profile lives. */
    void unmark(String profileId) {
        store.delete(profileId);
    }

    /** Entries after {@code after} in the order of ids, marks included; from the beginning where it is null. */
    List<KeyValue<String, byte[]>> after(String after, int limit) {
        List<KeyValue<String, byte[]>> entries = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> range = store.range(after == null ? FIRST_PROFILE : after, null)) {
            while (range.hasNext() && entries.size() < limit) {
                KeyValue<String, byte[]> entry = range.next();
                if (!entry.key.equals(after)) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    /** What every profile here has heard of a subject; null while that is not so. */
    String heard(String subject) {
        byte[] heard = store.get(subject);
        return heard == null ? null : new String(heard, StandardCharsets.UTF_8);
    }

    void heard(String subject, String news) {
        if (news == null) {
            store.delete(subject);
        } else {
            store.put(subject, news.getBytes(StandardCharsets.UTF_8));
        }
    }
}
