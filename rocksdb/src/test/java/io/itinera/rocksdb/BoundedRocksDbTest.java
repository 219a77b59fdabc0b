package io.itinera.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

class BoundedRocksDbTest {

    private static final int KEYS = 200_000;
    private static final int LOOKS = 2_000;
    /** Far less than all data, indexes and filters together. */
    private static final long MEMORY = 1L << 20;

    @TempDir
    Path folder;

    @Test
    void aLookAtAKeyReadsAFewSmallBlocksHoweverLargeTheStoreIs() throws RocksDBException {
        BoundedRocksDb bounded = new BoundedRocksDb();
        try (Options options = new Options();
                BloomFilter filter = new BloomFilter();
                Statistics statistics = new Statistics()) {
            options.setCreateIfMissing(true);
            options.setStatistics(statistics);
            // As Streams has it.
            options.setCompactionStyle(CompactionStyle.UNIVERSAL);
            options.setCompressionType(CompressionType.NO_COMPRESSION);
            options.setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(filter));
            bounded.setConfig("store", options, Map.of(BoundedRocksDb.MEMORY_BYTES, Long.toString(MEMORY)));
            try (RocksDB store = RocksDB.open(options, folder.toString())) {
                fill(store);
                long before = statistics.getTickerCount(TickerType.BLOCK_CACHE_BYTES_WRITE);
                look(store);
                long read = statistics.getTickerCount(TickerType.BLOCK_CACHE_BYTES_WRITE) - before;
                assertThat(read / LOOKS).as("bytes read for one look").isBetween(1L, 16L << 10);
            }
            bounded.close("store", options);
        }
    }

    private static void fill(RocksDB store) throws RocksDBException {
        Random random = new Random(42);
        byte[] value = new byte[400];
        for (int i = 0; i < KEYS; i++) {
            random.nextBytes(value);
            store.put(key(i), value);
        }
        store.compactRange();
    }

    private static void look(RocksDB store) throws RocksDBException {
        Random random = new Random(7);
        for (int i = 0; i < LOOKS; i++) {
            assertThat(store.get(key(random.nextInt(KEYS)))).hasSize(400);
        }
    }

    /** Spread over the whole range, as ids of profiles are. */
    private static byte[] key(int number) {
        return ByteBuffer.allocate(16)
                .putLong(number * 0x9E3779B97F4A7C15L)
                .putLong(number)
                .array();
    }
}
