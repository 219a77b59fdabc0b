package io.itinera.profile.topology;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the global store of segments and what is compiled from it. Streams fills the store before it processes a record. */
final class SegmentLoader implements Processor<String, byte[], Void, Void> {

    private final LiveSegments segments;
    private final ProfileMetrics metrics;
    private KeyValueStore<String, byte[]> store;

    SegmentLoader(LiveSegments segments, ProfileMetrics metrics) {
        this.segments = segments;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(ProfileTopology.SEGMENTS);
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> segment = all.next();
                load(segment.key, segment.value);
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> segment) {
        if (segment.key() == null) {
            metrics.unreadableSegment();
            return;
        }
        store.put(segment.key(), segment.value());
        load(segment.key(), segment.value());
    }

    private void load(String key, byte[] value) {
        if (!segments.update(key, value)) {
            metrics.unreadableSegment();
        }
    }
}
