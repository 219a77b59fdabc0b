package io.itinera.profile.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one budget of write buffers for all stores of a pod: by default each store of each partition has its own,
 * and memory grows with the partition count.
 */
public class BoundedRocksDb implements RocksDBConfigSetter {

    /** Streams setting: bytes of cache and write buffers together. */
    public static final String TOTAL_BYTES = "itinera.rocksdb.total.bytes";

    private static final long DEFAULT_BYTES = 192L << 20;
    private static final Object LOCK = new Object();
    private static Cache cache;
    private static WriteBufferManager buffers;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        synchronized (LOCK) {
            if (cache == null) {
                Object total = configs.get(TOTAL_BYTES);
                long bytes = total == null ? DEFAULT_BYTES : Long.parseLong(total.toString());
                cache = new LRUCache(bytes);
                buffers = new WriteBufferManager(bytes / 2, cache);
            }
        }
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setFilterPolicy(new BloomFilter(10));
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(buffers);
        options.setWriteBufferSize(8L << 20);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the budget are shared by all stores and live as long as the process.
    }
}
