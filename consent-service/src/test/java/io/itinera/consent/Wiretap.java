package io.itinera.consent;

import io.itinera.contracts.ConsentState;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads and writes topics as the other services would. */
public final class Wiretap {

    private Wiretap() {}

    /** Puts a link on the identities topic. */
    public static void link(IdentityLink link) {
        raw(link.subject(), JsonSerde.of(IdentityLink.class).write(link));
    }

    /** Puts bytes on the identities topic. */
    public static void raw(String key, byte[] value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BackEnds.kafka().bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.IDENTITIES, key, value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Consent states of a profile in the order in which they were published; null is a tombstone. */
    public static List<ConsentState> states(String profile) {
        List<ConsentState> states = new ArrayList<>();
        JsonSerde<ConsentState> serde = JsonSerde.of(ConsentState.class);
        for (ConsumerRecord<String, byte[]> record : read(Topics.CONSENTS)) {
            if (record.key().equals(profile)) {
                states.add(serde.read(record.value()));
            }
        }
        return states;
    }

    /** All records of a topic. */
    public static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BackEnds.kafka().bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
