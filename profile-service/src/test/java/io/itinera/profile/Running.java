package io.itinera.profile;

import io.itinera.contracts.EventType;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.itinera.local.testing.Tokens;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How the tests reach the running service: its topics and its API. */
public final class Running {

    private Running() {}

    /** An identify. */
    public static SourceEvent identify(String userId, String anonymousId, Map<String, Object> traits) {
        return event(EventType.IDENTIFY, null, userId, anonymousId, Map.of(), traits);
    }

    /** A track. */
    public static SourceEvent track(String name, String userId, String anonymousId) {
        return event(EventType.TRACK, name, userId, anonymousId, Map.of("sku", "a-1"), Map.of());
    }

    private static SourceEvent event(
            EventType type,
            String name,
            String userId,
            String anonymousId,
            Map<String, Object> properties,
            Map<String, Object> traits) {
        Instant now = Instant.now();
        return new SourceEvent(
                UUID.randomUUID().toString(),
                type,
                name,
                userId,
                anonymousId,
                null,
                null,
                null,
                properties,
                traits,
                Map.of(),
                now,
                now,
                now,
                now,
                "test");
    }

    /** Puts events on their topic, as intake does. */
    public static void send(SourceEvent... events) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (SourceEvent event : events) {
                producer.send(new ProducerRecord<>(
                                Topics.EVENTS,
                                null,
                                event.receivedAt().toEpochMilli(),
                                bytes(event.key()),
                                JsonSerde.of(SourceEvent.class).write(event)))
                        .get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the event did not reach Kafka", e);
        }
    }

    /** Puts anything on a topic. */
    public static void raw(String topic, String key, String value) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value))).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the record did not reach Kafka", e);
        }
    }

    /** All committed records of a topic that have the key, in order. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
        return all(topic).stream()
                .filter(record -> record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(key))
                .toList();
    }

    /** All committed values of a topic as text. */
    public static List<String> values(String topic) {
        return all(topic).stream()
                .filter(record -> record.value() != null)
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BackEnds.kafka().bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            return found;
        }
    }

    /** A request with a viewer's token. */
    public static RequestSpecification viewer() {
        return RestAssured.given().auth().oauth2(Tokens.of("viewer"));
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BackEnds.kafka().bootstrapServers(), "acks", "all");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
