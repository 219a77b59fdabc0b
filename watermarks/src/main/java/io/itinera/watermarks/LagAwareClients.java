package io.itinera.watermarks;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, made as it makes them itself, but remembered: a stream thread asks its own consumer how far behind
 * it is. That is the one place that knows, transaction markers included, without another request to the broker.
 */
public class LagAwareClients implements KafkaClientSupplier, InputLag {

    private static final String CONSUMER_SUFFIX = "-consumer";

    private final Map<String, Consumer<byte[], byte[]>> consumerByThread = new ConcurrentHashMap<>();

    @Override
    public OptionalLong of(String topic, int partition) {
        Consumer<byte[], byte[]> mine = mine();
        TopicPartition input = new TopicPartition(topic, partition);
        return mine == null || !mine.assignment().contains(input) ? OptionalLong.empty() : mine.currentLag(input);
    }

    @Override
    public OptionalLong position(String topic, int partition) {
        // A lag is known only where a position is, so that asking for it does not wait.
        return of(topic, partition).isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(mine().position(new TopicPartition(topic, partition)));
    }

    private Consumer<byte[], byte[]> mine() {
        return consumerByThread.get(Thread.currentThread().getName());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        Consumer<byte[], byte[]> consumer = consumer(config);
        String client = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
        if (client.endsWith(CONSUMER_SUFFIX)) {
            consumerByThread.put(client.substring(0, client.length() - CONSUMER_SUFFIX.length()), consumer);
        }
        return consumer;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return consumer(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
