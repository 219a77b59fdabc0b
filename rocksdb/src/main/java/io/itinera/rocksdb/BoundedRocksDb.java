package io.itinera.rocksdb;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one budget of write buffers for all stores of a process: by default each store of each partition has its own,
 * and memory grows with both. Indexes and filters are in the cache as well, in pieces of a block's size, so that a look at a key costs a
 * few small reads however large the store is. In one piece, as by default, they are megabytes of each file, which a cache that is smaller
 * than all of them together drops, reads and checks again with every look.
 *
 * @see <a href="https://github.com/facebook/rocksdb/wiki/Partitioned-Index-Filters">Partitioned Index Filters</a>
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** Streams setting: bytes of cache and write buffers together, of which at most half are write buffers. */
    public static final String MEMORY_BYTES = "itinera.rocksdb.bytes";

    private static final long DEFAULT_BYTES = 128L << 20;
    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    private static final int WRITE_BUFFERS = 3;
    private static final int PIECE_BYTES = 4096;

    /** Made with the first store, not with the class: a native image must not hold it. */
    private static Memory shared;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Memory memory = memory(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setIndexType(IndexType.kTwoLevelIndexSearch);
        table.setPartitionFilters(true);
        table.setMetadataBlockSize(PIECE_BYTES);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    }

    @Override
    public void close(String storeName, Options options) {
        // What is shared outlives a store.
    }

    private static synchronized Memory memory(Map<String, Object> configs) {
        if (shared == null) {
            long size = bytes(configs.get(MEMORY_BYTES));
            Cache cache = new LRUCache(size, -1, false, 0.1);
            shared = new Memory(cache, new WriteBufferManager(size / 2, cache));
        }
        return shared;
    }

    private static long bytes(Object value) {
        try {
            return value == null ? DEFAULT_BYTES : Long.parseLong(value.toString());
        } catch (NumberFormatException e) {
            throw new ConfigException(MEMORY_BYTES, value, "must be a number of bytes");
        }
    }

    /** What all stores share. */
    private record Memory(Cache cache, WriteBufferManager writeBuffers) {}
}
