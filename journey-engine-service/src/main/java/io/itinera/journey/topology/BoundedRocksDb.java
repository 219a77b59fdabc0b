package io.itinera.journey.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one budget of write buffers for all stores of the process, so that memory does not grow with the number of
 * partitions. Its size is {@code kafka-streams.state.memory.bytes}, of which at most half are write buffers.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long DEFAULT_BYTES = 128L << 20;
    private static final long WRITE_BUFFER_BYTES = 8L << 20;

    /** Made with the first store, not with the class: a native image must not hold it. */
    private static Memory shared;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Memory memory = memory(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(3);
    }

    @Override
    public void close(String storeName, Options options) {
        // What is shared outlives a store.
    }

    private static synchronized Memory memory(Map<String, Object> configs) {
        if (shared == null) {
            Object bytes = configs.get("state.memory.bytes");
            long size = bytes == null ? DEFAULT_BYTES : Long.parseLong(bytes.toString());
            Cache cache = new LRUCache(size, -1, false, 0.1);
            shared = new Memory(cache, new WriteBufferManager(size / 2, cache));
        }
        return shared;
    }

    /** What all stores share. */
    private record Memory(Cache cache, WriteBufferManager writeBuffers) {}
}
