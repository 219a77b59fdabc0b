package io.itinera.systemtests.suite;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows topics from now on, as far as they are committed, on a thread of its own. */
final class TopicTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Who is told of records. */
    interface Reader {
        /** A record was seen at that time by our clock. */
        void read(ConsumerRecord<String, byte[]> record, Instant seen);
    }

    private final String bootstrap;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> begin = new HashMap<>();
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean stop;
    private volatile RuntimeException failure;

    /** Follows {@code topics}; {@code reader} is told of all that is written from now on. */
    TopicTail(String bootstrap, Collection<String> topics, Reader reader) {
        this.bootstrap = bootstrap;
        KafkaConsumer<String, byte[]> consumer = consumer(bootstrap);
        partitions = partitions(consumer, topics);
        consumer.assign(partitions);
        begin.putAll(consumer.endOffsets(partitions));
        begin.forEach(consumer::seek);
        next.putAll(begin);
        thread = Thread.ofPlatform().daemon().name("topic-tail").start(() -> follow(consumer, reader));
    }

    private void follow(KafkaConsumer<String, byte[]> consumer, Reader reader) {
        try (consumer) {
            while (!stop) {
                var records = consumer.poll(POLL);
                Instant seen = Instant.now();
                records.forEach(record -> reader.read(record, seen));
                partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Waits until all that is on the topics now was told. */
    void awaitNow() {
        Map<TopicPartition, Long> ends;
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrap)) {
            ends = consumer.endOffsets(partitions);
        }
        await("the topics are read to their ends").atMost(RunningSuite.PATIENCE).until(() -> {
            if (failure != null) {
                throw failure;
            }
            return ends.entrySet().stream().allMatch(end -> next.get(end.getKey()) >= end.getValue());
        });
    }

    /** Reads one of the topics once more, from where this began to where it ends now. */
    void again(String topic, Reader reader) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(bootstrap)) {
            List<TopicPartition> mine = partitions(consumer, List.of(topic));
            consumer.assign(mine);
            mine.forEach(partition -> consumer.seek(partition, begin.get(partition)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(mine);
            while (mine.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                Instant seen = Instant.now();
                consumer.poll(POLL).forEach(record -> reader.read(record, seen));
            }
        }
    }

    @Override
    public void close() {
        stop = true;
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
    }

    private static KafkaConsumer<String, byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        "5000",
                        "fetch.max.wait.ms",
                        "100"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
