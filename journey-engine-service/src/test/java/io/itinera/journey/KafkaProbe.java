package io.itinera.journey;

import io.itinera.contracts.JsonSerde;
import io.itinera.local.testing.BackEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts records on the test broker and reads what is there. */
public final class KafkaProbe implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    /** A probe of this JVM's broker that reads a topic from its beginning. */
    public KafkaProbe(String topic) {
        this(BackEnds.kafka().bootstrapServers(), topic);
    }

    /** A probe of a broker. */
    public KafkaProbe(String bootstrapServers, String topic) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Writes a record and waits for the broker. */
    public void put(String topic, String key, byte[] value, Instant at) {
        producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value));
        producer.flush();
    }

    /** Writes records that a reader gets at once, and waits for the broker. */
    public void putTogether(String topic, String key, List<byte[]> values, Instant at) {
        values.forEach(value -> producer.send(new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value)));
        producer.flush();
    }

    /** All records of a key so far. */
    public List<ConsumerRecord<String, byte[]>> of(String key) {
        consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
        return seen.stream().filter(r -> key.equals(r.key())).toList();
    }

    /** All records of a key so far, as what they are. */
    public <T> List<T> of(String key, JsonSerde<T> serde) {
        return of(key).stream().map(r -> serde.read(r.value())).toList();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
