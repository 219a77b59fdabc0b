package io.itinera.journey.trial.log;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topics of the broker as a record. Each reading has a consumer of its own that belongs to no group, and commits nothing. */
@ApplicationScoped
public class RecordedTopics {

    private static final int FETCH_BYTES = 256 * 1024;
    private static final int ALL_FETCH_BYTES = 8 * 1024 * 1024;

    private final Map<String, Object> connection;

    /** The topics of the broker that {@code connection} leads to. */
    public RecordedTopics(@Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = connection;
    }

    /**
     * Reads records whose time is {@code from} or later, and before {@code to}.
     *
     * @param topics read as one, in the order of time
     * @param disorder how much behind {@code to} a record may stand whose time is before it
     * @throws org.apache.kafka.common.KafkaException when the broker does not answer
     */
    public TimeReading between(List<String> topics, Instant from, Instant to, Duration disorder) {
        return TimeReading.of(consumer(), topics, from, to, disorder);
    }

    /**
     * Reads the latest records of a topic.
     *
     * @param perPartition most records of one partition
     */
    public TimeReading latest(String topic, int perPartition) {
        return TimeReading.latest(consumer(), topic, perPartition);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, ALL_FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
