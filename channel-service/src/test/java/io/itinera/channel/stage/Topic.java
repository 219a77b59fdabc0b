package io.itinera.channel.stage;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.local.testing.BackEnds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The service's topics as the tests use them. */
public final class Topic {

    private static final JsonSerde<SendRequest> SENDS = JsonSerde.of(SendRequest.class);
    private static final JsonSerde<MessageOutcome> OUTCOMES = JsonSerde.of(MessageOutcome.class);

    private Topic() {}

    /** Asks for messages. */
    public static void send(SendRequest... requests) {
        write(Stream.of(requests)
                .map(r -> new ProducerRecord<>(
                        Topics.SENDS, r.profileId().getBytes(StandardCharsets.UTF_8), SENDS.write(r)))
                .toList());
    }

    /** Asks for a message within a trace. */
    public static void send(SendRequest request, String traceparent) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.SENDS, request.profileId().getBytes(StandardCharsets.UTF_8), SENDS.write(request));
        TraceContext.put(traceparent, record.headers());
        write(List.of(record));
    }

    /** The traces of a message's outcomes, in the order in which they were published; null for none. */
    public static List<String> traces(String messageId) {
        return records(Topics.MESSAGES).stream()
                .filter(r -> OUTCOMES.read(r.value()).messageId().equals(messageId))
                .map(r -> TraceContext.text(r.headers()))
                .collect(Collectors.toList());
    }

    /** Writes bytes as they are. */
    public static void write(String topic, String key, String value) {
        write(List.of(new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8))));
    }

    /** Outcomes of a message, or of any message of a profile, in the order in which they were published. */
    public static List<MessageOutcome> outcomes(String messageOrProfile) {
        return records(Topics.MESSAGES).stream()
                .map(r -> OUTCOMES.read(r.value()))
                .filter(o ->
                        o.messageId().equals(messageOrProfile) || o.profileId().equals(messageOrProfile))
                .toList();
    }

    /** Words for what became of a message or a profile's messages: {@code status} or {@code status:reason}. */
    public static List<String> story(String messageOrProfile) {
        return outcomes(messageOrProfile).stream()
                .map(o -> o.status().wire() + (o.reason() == null ? "" : ":" + o.reason()))
                .collect(Collectors.toList());
    }

    /** Everything on a topic. */
    public static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
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
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
                records.forEach(all::add);
            }
        }
        return all;
    }

    private static void write(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BackEnds.kafka().bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> written =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> one : written) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
