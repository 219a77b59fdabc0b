package io.itinera.journey.trial.backtest;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Transition;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.trial.delivery.Had;
import io.itinera.journey.trial.membership.Membership;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * What a replay has to remember: states and memberships of profiles, the most recently used in memory and the others on disk, and what
 * each transition was like. A folder in the temporary directory that goes away with it. For one thread.
 */
final class Shelf implements AutoCloseable {

    private static final JsonSerde<ProfileState> STATE = JsonSerde.of(ProfileState.class);
    private static final JsonSerde<Membership> MEMBERSHIP = JsonSerde.of(Membership.class);
    private static final JsonSerde<Had> HAD = JsonSerde.of(Had.class);
    private static final byte STATES = 's';
    private static final byte DELIVERIES = 'd';
    private static final byte MEMBERSHIPS = 'm';
    private static final byte TRANSITIONS = 't';
    private static final byte TRIED = 'i';
    private static final byte REAL = 'r';
    private static final byte DID_TRIED = 'T';
    private static final byte DID_REAL = 'R';
    private static final byte EVIDENCE = 'e';
    private static final byte[] SEEN = {1};

    private final Path folder;
    private final Options options;
    private final WriteOptions write;
    private final RocksDB disk;
    private final Drawer<ProfileState> states;
    private final Drawer<Membership> memberships;
    private final Drawer<Had> deliveries;

    /**
     * @param inMemory most profiles of whom each of these is kept in memory
     */
    Shelf(int inMemory) {
        // With the first shelf, not with the class: a native image must not hold it.
        RocksDB.loadLibrary();
        try {
            folder = Files.createTempDirectory("itinera-back-test");
            options = new Options().setCreateIfMissing(true).setWriteBufferSize(16L << 20);
            write = new WriteOptions().setDisableWAL(true);
            disk = RocksDB.open(options, folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("no room for a back-test's state", e);
        } catch (RocksDBException e) {
            throw new IllegalStateException("a back-test's state cannot be kept", e);
        }
        states = new Drawer<>(disk, write, new Drawer.Form<>(STATES, STATE, ProfileState::isEmpty), inMemory);
        memberships = new Drawer<>(disk, write, new Drawer.Form<>(MEMBERSHIPS, MEMBERSHIP, _ -> false), inMemory);
        deliveries = new Drawer<>(
                disk,
                write,
                new Drawer.Form<>(
                        DELIVERIES,
                        HAD,
                        had -> had.uses().isEmpty() && had.waiting().isEmpty()),
                inMemory);
    }

    /** The state of a profile, empty where there is none. */
    ProfileState state(String profileId) {
        ProfileState state = states.get(profileId);
        return state == null ? ProfileState.empty(profileId) : state;
    }

    /** Keeps a state; an empty one is forgotten. */
    void keep(ProfileState state) {
        states.keep(state.profileId(), state);
    }

    /**
     * Profiles that have a state, in the order of their ids.
     *
     * @param after the last one before
     */
    List<String> profiles(String after, int limit) {
        return states.profiles(after, limit);
    }

    /** What is remembered of memberships. */
    Drawer<Membership> memberships() {
        return memberships;
    }

    /** What customers have had. */
    Drawer<Had> deliveries() {
        return deliveries;
    }

    /** Remembers what a transition was like. */
    void transition(String id, long print) {
        put(key(TRANSITIONS, id), ByteBuffer.allocate(Long.BYTES).putLong(print).array());
    }

    /** What a transition was like; null where there was none. */
    Long transition(String id) {
        byte[] print = get(key(TRANSITIONS, id));
        return print == null ? null : ByteBuffer.wrap(print).getLong();
    }

    /** Remembers what a recorded choice went by. */
    void evidence(String visit, byte[] detail) {
        put(key(EVIDENCE, visit), detail);
    }

    /** What a recorded choice went by; null where there was none. */
    byte[] evidence(String visit) {
        return get(key(EVIDENCE, visit));
    }

    /** Remembers that the replay had the instance. */
    void tried(String instance) {
        put(key(TRIED, instance), SEEN);
    }

    /** Remembers that the record has the beginning of the instance. */
    void began(String instance) {
        put(key(REAL, instance), SEEN);
    }

    /** Whether the replay had the instance, or the record has its beginning. */
    boolean knows(String instance) {
        return get(key(TRIED, instance)) != null || get(key(REAL, instance)) != null;
    }

    /** Remembers what a profile did on one side of the comparison. */
    void did(Beside.Side side, Transition transition, long print) {
        put(
                Lives.key(
                        kind(side),
                        transition.profileId(),
                        transition.at().toEpochMilli(),
                        transition.journey().instance() + transition.sequence() + transition.id()),
                Lives.value(print, Beside.line(transition)));
    }

    /** What profiles did on one side, in the order of their ids. */
    Lives lives(Beside.Side side) {
        return new Lives(disk, kind(side));
    }

    private static byte kind(Beside.Side side) {
        return switch (side) {
            case TRIED -> DID_TRIED;
            case REAL -> DID_REAL;
        };
    }

    private static byte[] key(byte kind, String id) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 1).put(kind).put(text).array();
    }

    private byte[] get(byte[] key) {
        try {
            return disk.get(key);
        } catch (RocksDBException e) {
            throw new IllegalStateException("a back-test's state cannot be read", e);
        }
    }

    private void put(byte[] key, byte[] value) {
        try {
            disk.put(write, key, value);
        } catch (RocksDBException e) {
            throw new IllegalStateException("a back-test's state cannot be kept", e);
        }
    }

    @Override
    public void close() {
        disk.close();
        write.close();
        options.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a back-test's state cannot be removed", e);
        }
    }
}
