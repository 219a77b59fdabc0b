package io.itinera.profile.topology;

import io.itinera.contracts.JsonSerde;
import io.itinera.profile.life.MalformedEventException;
import io.itinera.profile.life.ProfileState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The store of profile states, with the limit that keeps a profile from growing beyond what a Kafka record can hold. */
final class ProfileStates {

    private static final JsonSerde<StoredState> STATES = JsonSerde.ofState(StoredState.class);

    private final KeyValueStore<String, byte[]> store;

    ProfileStates(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * A state as it was read.
     *
     * @param state the state
     * @param size its size in bytes
     */
    record Kept(ProfileState state, int size) {}

    Kept read(String profileId) {
        byte[] bytes = store.get(profileId);
        return bytes == null
                ? new Kept(ProfileState.EMPTY, 0)
                : new Kept(STATES.read(bytes).state(), bytes.length);
    }

    /** Ids of the next profiles, in the order of the store; null to begin. */
    List<String> after(String last, int most) {
        List<String> ids = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.range(last, null)) {
            while (all.hasNext() && ids.size() < most) {
                String id = all.next().key;
                if (!id.equals(last)) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    /**
     * @throws MalformedEventException when the profile grows beyond the limit; nothing was written
     */
    void write(String profileId, Kept before, ProfileState after, int mostBytes) {
        if (after == before.state()) {
            return;
        }
        byte[] bytes = STATES.write(StoredState.of(after));
        if (bytes.length > mostBytes && bytes.length > before.size()) {
            throw new MalformedEventException(
                    "profile-too-large", "the profile would have more than " + mostBytes + " bytes", null);
        }
        store.put(profileId, bytes);
    }
}
