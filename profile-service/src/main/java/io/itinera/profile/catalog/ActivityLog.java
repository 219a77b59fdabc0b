package io.itinera.profile.catalog;

import io.itinera.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The retained log of activities, to be read again, and the way back to the partitions. One thread at a time. */
@ApplicationScoped
public class ActivityLog {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private KafkaConsumer<byte[], byte[]> consumer;
    private KafkaProducer<byte[], byte[]> producer;

    ActivityLog(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /**
     * The part of a partition that there is.
     *
     * @param partition which
     * @param begin the oldest offset
     * @param end the offset after the newest committed record
     */
    public record Extent(int partition, long begin, long end) {}

    /** What there is of the log now. */
    public synchronized List<Extent> extents() {
        List<TopicPartition> partitions = consumer().partitionsFor(Topics.ACTIVITY).stream()
                .map(info -> new TopicPartition(Topics.ACTIVITY, info.partition()))
                .toList();
        Map<TopicPartition, Long> begins = consumer().beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer().endOffsets(partitions);
        return partitions.stream()
                .map(tp -> new Extent(tp.partition(), begins.get(tp), ends.get(tp)))
                .toList();
    }

    /**
     * Reads a part of a partition.
     *
     * @param most about how many records to read
     * @return the offset to go on from, {@code end} when all was read
     */
    public synchronized long read(
            int partition, long from, long end, int most, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        TopicPartition place = new TopicPartition(Topics.ACTIVITY, partition);
        consumer().assign(List.of(place));
        consumer().seek(place, from);
        long position = from;
        for (int read = 0; position < end && read < most; ) {
            ConsumerRecords<byte[], byte[]> batch = consumer().poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                if (record.offset() < end) {
                    reader.accept(record);
                    read++;
                }
            }
            position = consumer().position(place);
        }
        return Math.min(position, end);
    }

    /** Sends all, and returns when Kafka has them. */
    synchronized void send(List<ProducerRecord<byte[], byte[]>> records) {
        var sent = records.stream().map(producer()::send).toList();
        producer().flush();
        for (var future : sent) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while segments were filled", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("not with Kafka", e);
            }
        }
    }

    @PreDestroy
    synchronized void close() {
        if (consumer != null) {
            consumer.close();
        }
        if (producer != null) {
            producer.close();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
            settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "profile-activity-log");
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        return consumer;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.CLIENT_ID_CONFIG, "profile-filling");
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
