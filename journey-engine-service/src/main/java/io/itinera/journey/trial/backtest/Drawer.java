package io.itinera.journey.trial.backtest;

import io.itinera.contracts.JsonSerde;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * Something that is kept of each profile: what was used most recently in memory, the rest on disk.
 *
 * @param <T> what is kept
 */
final class Drawer<T> {

    private final RocksDB disk;
    private final WriteOptions write;
    private final Form<T> form;
    private final int inMemory;
    private final LinkedHashMap<String, T> recent = new LinkedHashMap<>(1024, 0.75f, true);

    /**
     * How it is kept.
     *
     * @param kind first byte of its keys
     * @param serde its form on disk
     * @param empty true for what need not be kept
     */
    record Form<T>(byte kind, JsonSerde<T> serde, Predicate<T> empty) {}

    /**
     * @param inMemory most that are kept in memory
     */
    Drawer(RocksDB disk, WriteOptions write, Form<T> form, int inMemory) {
        this.disk = disk;
        this.write = write;
        this.form = form;
        this.inMemory = inMemory;
    }

    /** What is kept of a profile, or null. */
    T get(String profileId) {
        T found = recent.get(profileId);
        if (found == null) {
            try {
                byte[] kept = disk.get(key(profileId));
                found = kept == null ? null : form.serde().read(kept);
            } catch (RocksDBException e) {
                throw new IllegalStateException("a back-test's state cannot be read", e);
            }
        }
        return found;
    }

    /** Keeps it; what is empty is forgotten. */
    void keep(String profileId, T value) {
        recent.put(profileId, value);
        if (recent.size() > inMemory) {
            Map.Entry<String, T> eldest = recent.pollFirstEntry();
            shelve(eldest.getKey(), eldest.getValue());
        }
    }

    /** Forgets what is kept of a profile. */
    void forget(String profileId) {
        recent.remove(profileId);
        try {
            disk.delete(write, key(profileId));
        } catch (RocksDBException e) {
            throw new IllegalStateException("a back-test's state cannot be kept", e);
        }
    }

    private void shelve(String profileId, T value) {
        try {
            if (form.empty().test(value)) {
                disk.delete(write, key(profileId));
            } else {
                disk.put(write, key(profileId), form.serde().write(value));
            }
        } catch (RocksDBException e) {
            throw new IllegalStateException("a back-test's state cannot be kept", e);
        }
    }

    /**
     * Profiles of which something is kept, in the order of their ids.
     *
     * @param after the last one before
     */
    List<String> profiles(String after, int limit) {
        recent.forEach(this::shelve);
        recent.clear();
        List<String> profiles = new ArrayList<>();
        try (RocksIterator all = disk.newIterator()) {
            for (all.seek(key(after + "\0")); all.isValid() && profiles.size() < limit; all.next()) {
                if (all.key()[0] != form.kind()) {
                    break;
                }
                profiles.add(new String(all.key(), 1, all.key().length - 1, StandardCharsets.UTF_8));
            }
        }
        return profiles;
    }

    private byte[] key(String profileId) {
        byte[] text = profileId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 1).put(form.kind()).put(text).array();
    }
}
