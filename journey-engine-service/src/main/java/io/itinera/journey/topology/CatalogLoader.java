package io.itinera.journey.topology;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the global store of journeys and the catalog compiled from it. Streams fills the store before it processes a record. */
final class CatalogLoader implements Processor<String, byte[], Void, Void> {

    private final LiveCatalog catalog;
    private final EngineMetrics metrics;
    private KeyValueStore<String, byte[]> journeys;

    CatalogLoader(LiveCatalog catalog, EngineMetrics metrics) {
        this.catalog = catalog;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        journeys = context.getStateStore(JourneyTopology.JOURNEYS_STORE);
        try (KeyValueIterator<String, byte[]> all = journeys.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> journey = all.next();
                load(journey.key, journey.value);
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> journey) {
        if (journey.key() == null) {
            metrics.unreadableJourney();
            return;
        }
        journeys.put(journey.key(), journey.value());
        load(journey.key(), journey.value());
    }

    private void load(String key, byte[] value) {
        if (!catalog.update(key, value)) {
            metrics.unreadableJourney();
        }
    }
}
