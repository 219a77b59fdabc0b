package io.itinera.journey.topology;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the global store of what was learned, and the catalog that decides by it. */
final class ModelLoader implements Processor<String, byte[], Void, Void> {

    private final LiveCatalog catalog;
    private final EngineMetrics metrics;
    private KeyValueStore<String, byte[]> models;

    ModelLoader(LiveCatalog catalog, EngineMetrics metrics) {
        this.catalog = catalog;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        models = context.getStateStore(JourneyTopology.MODELS_STORE);
        try (KeyValueIterator<String, byte[]> all = models.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> model = all.next();
                load(model.key, model.value);
            }
        }
    }

    @Override
    public void process(Record<String, byte[]> model) {
        if (model.key() == null) {
            metrics.unreadableModel();
            return;
        }
        models.put(model.key(), model.value());
        load(model.key(), model.value());
    }

    private void load(String key, byte[] value) {
        if (!catalog.learned(key, value)) {
            metrics.unreadableModel();
        }
    }
}
