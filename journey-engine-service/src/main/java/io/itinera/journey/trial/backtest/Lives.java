package io.itinera.journey.trial.backtest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;

/** Reads what profiles did on one side of the comparison, one profile after the other. */
final class Lives implements AutoCloseable {

    /** Most lines of one profile. */
    private static final int MOST = 100;

    private final byte kind;
    private final RocksIterator all;

    Lives(RocksDB disk, byte kind) {
        this.kind = kind;
        this.all = disk.newIterator();
        all.seek(new byte[] {kind});
    }

    /** The key of something that a profile did: in the order of profiles, then of time. */
    static byte[] key(byte kind, String profileId, long at, String id) {
        byte[] profile = profileId.getBytes(StandardCharsets.UTF_8);
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + profile.length + 1 + Long.BYTES + name.length)
                .put(kind)
                .put(profile)
                .put((byte) 0)
                .putLong(at)
                .put(name)
                .array();
    }

    /** What is kept of it. */
    static byte[] value(long print, String line) {
        byte[] text = line.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(print)
                .put(text)
                .array();
    }

    /** The next profile, or null after the last. */
    Beside.Life next() {
        if (!all.isValid() || all.key()[0] != kind) {
            return null;
        }
        String profile = profile(all.key());
        long print = 1;
        List<String> lines = new ArrayList<>();
        while (all.isValid() && all.key()[0] == kind && profile.equals(profile(all.key()))) {
            ByteBuffer value = ByteBuffer.wrap(all.value());
            print = 31 * print + value.getLong();
            if (lines.size() < MOST) {
                lines.add(StandardCharsets.UTF_8.decode(value).toString());
            }
            all.next();
        }
        return new Beside.Life(profile, print, lines);
    }

    private static String profile(byte[] key) {
        int end = 1;
        while (key[end] != 0) {
            end++;
        }
        return new String(key, 1, end - 1, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        all.close();
    }
}
