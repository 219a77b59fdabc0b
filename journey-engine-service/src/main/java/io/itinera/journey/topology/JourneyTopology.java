package io.itinera.journey.topology;

import io.itinera.contracts.HomePartition;
import io.itinera.contracts.Topics;
import io.itinera.journey.clock.SuiteClock;
import io.itinera.journey.timers.TimerConfig;
import io.itinera.journey.timers.TimerStore;
import io.itinera.watermarks.InputLag;
import io.itinera.watermarks.Upstream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The engine as a topology: {@code activity} and {@code journey-inputs} go into one processor with two stores;
 * requests, events and transitions come out. The journeys, and what was learned, are global stores, whole on every pod.
 */
@ApplicationScoped
public class JourneyTopology {

    static final String JOURNEYS_STORE = "journeys";
    static final String MODELS_STORE = "learning";
    private static final String ENGINE = "engine";

    private final LiveCatalog catalog;
    private final InputLag lag;
    private final Upstream upstream;
    private final SuiteClock clock;
    private final TimerConfig config;
    private final EngineMetrics metrics;
    private final ZoneRulesInForce zones;

    /** A topology that decides by {@code catalog} and knows by {@code lag} and {@code upstream} when it has read all there is. */
    public JourneyTopology(
            LiveCatalog catalog,
            InputLag lag,
            Upstream upstream,
            SuiteClock clock,
            TimerConfig config,
            EngineMetrics metrics,
            ZoneRulesInForce zones) {
        this.catalog = catalog;
        this.lag = lag;
        this.upstream = upstream;
        this.clock = clock;
        this.config = config;
        this.metrics = metrics;
        this.zones = zones;
    }

    /** Builds the topology. */
    @Produces
    @Singleton
    public Topology build() {
        Topology topology = new Topology();
        Deserializer<String> key = Serdes.String().deserializer();
        Deserializer<byte[]> value = Serdes.ByteArray().deserializer();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(JOURNEYS_STORE), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "journeys-source",
                key,
                value,
                Topics.JOURNEYS,
                "catalog",
                () -> new CatalogLoader(catalog, metrics));
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(MODELS_STORE), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "learning-source",
                key,
                value,
                Topics.LEARNING,
                "models",
                () -> new ModelLoader(catalog, metrics));
        topology.addSource(AutoOffsetReset.earliest(), "activity", key, value, Topics.ACTIVITY);
        topology.addSource(AutoOffsetReset.earliest(), "inputs", key, value, Topics.JOURNEY_INPUTS);
        topology.addProcessor(ENGINE, new Engine(), "activity", "inputs");
        for (String topic : List.of(
                Topics.SENDS,
                Topics.TRANSITIONS,
                Topics.JOURNEY_INPUTS,
                Topics.JOURNEY_CALLS,
                Topics.JOURNEY_TASKS,
                Topics.PRIVACY)) {
            topology.addSink(topic, topic, text(), bytes(), ENGINE);
        }
        topology.addSink(Topics.EVENTS, Topics.EVENTS, text(), bytes(), JourneyTopology::home, ENGINE);
        topology.addSink(EffectSink.DEAD, (k, v, context) -> Topics.dead(context.topic()), text(), bytes(), ENGINE);
        return topology;
    }

    private static Optional<Set<Integer>> home(String topic, String key, byte[] value, int partitions) {
        return Optional.of(Set.of(HomePartition.ofEvent(key, partitions)));
    }

    private static Serializer<String> text() {
        return Serdes.String().serializer();
    }

    private static Serializer<byte[]> bytes() {
        return Serdes.ByteArray().serializer();
    }

    /** The processor with its two stores. */
    private final class Engine implements ProcessorSupplier<String, byte[], String, byte[]> {
        @Override
        public Processor<String, byte[], String, byte[]> get() {
            return new JourneyProcessor(catalog, lag, upstream, clock, config, metrics, zones);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(ProfileStates.builder(), TimerStore.builder());
        }
    }
}
