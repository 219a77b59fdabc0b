package io.itinera.bench;

import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The limit of the engine: a topology that gets and puts one value per record, exactly once, as the engine is configured. */
public final class BareStreams {

    /** Topic that it writes one record in ten to, as the engine writes sends. */
    static final String OUTPUT = "bench-bare-out";

    private static final String STORE = "values";

    private BareStreams() {}

    /**
     * Runs until the process is ended.
     *
     * @param args bootstrap servers, input topic, application id, state directory, standby replicas, of how many records one goes on
     */
    public static void main(String[] args) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, args[2]);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, args[3]);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, args[4]);
        // As the engine: a pod that went away is missed after six seconds, and one that has copied what it is to work
        // on gets it within a minute.
        properties.put("main.consumer.session.timeout.ms", "6000");
        properties.put("main.consumer.heartbeat.interval.ms", "1500");
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, "60000");
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "1");
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put("auto.offset.reset", "earliest");
        properties.put("producer.compression.type", "lz4");
        Topology topology = new Topology()
                .addSource("in", args[1])
                .addProcessor("get-and-put", () -> new GetAndPut(Integer.parseInt(args[5])), "in")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray()),
                        "get-and-put")
                .addSink("out", OUTPUT, new ByteArraySerializer(), new ByteArraySerializer(), "get-and-put");
        KafkaStreams streams = new KafkaStreams(topology, properties);
        Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
        streams.start();
    }

    private static final class GetAndPut extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

        private KeyValueStore<byte[], byte[]> values;
        private final int forwardEach;
        private long seen;

        GetAndPut(int forwardEach) {
            this.forwardEach = forwardEach;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            values = context.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> in) {
            values.get(in.key());
            values.put(in.key(), in.value());
            if (seen++ % forwardEach == 0) {
                context().forward(in);
            }
        }
    }
}
