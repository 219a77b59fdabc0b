package io.itinera.ingest.deadletter;

import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads one dead-letter topic at any place, without a consumer group. For one request on one thread; Kafka's absence is a 503
 * problem.
 */
final class DeadTopic implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, Long> begin = new HashMap<>();
    private final Map<Integer, Long> end = new HashMap<>();

    private DeadTopic(String name, KafkaConsumer<byte[], byte[]> consumer) {
        this.name = name;
        this.consumer = consumer;
    }

    /**
     * @param connection Kafka's connection settings
     * @param name the dead-letter topic
     */
    static DeadTopic open(Map<String, Object> connection, String name) {
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS - 1000);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        DeadTopic topic = new DeadTopic(name, new KafkaConsumer<>(config));
        try {
            topic.bounds();
            return topic;
        } catch (KafkaException e) {
            topic.close();
            throw away();
        }
    }

    private void bounds() {
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(p -> new TopicPartition(name, p.partition()))
                .toList();
        consumer.beginningOffsets(partitions).forEach((p, offset) -> begin.put(p.partition(), offset));
        consumer.endOffsets(partitions).forEach((p, offset) -> end.put(p.partition(), offset));
    }

    Collection<Integer> partitions() {
        return begin.keySet();
    }

    /** First offset that is still kept. */
    long begin(int partition) {
        return begin.get(partition);
    }

    /** Behind the last offset when the topic was opened. */
    long end(int partition) {
        return end.get(partition);
    }

    /** All records of a partition from one offset up to but without another. */
    List<ConsumerRecord<byte[], byte[]>> read(int partition, long from, long to) {
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        TopicPartition place = new TopicPartition(name, partition);
        try {
            consumer.assign(List.of(place));
            consumer.seek(place, from);
            for (int idle = 0; consumer.position(place) < to; ) {
                var polled = consumer.poll(POLL);
                polled.records(place).stream().filter(r -> r.offset() < to).forEach(read::add);
                idle = polled.isEmpty() ? idle + 1 : 0;
                if (idle > PATIENCE_MILLIS / POLL.toMillis()) {
                    throw away();
                }
            }
        } catch (KafkaException e) {
            throw away();
        }
        return read;
    }

    /** One record, when it is still kept. */
    Optional<ConsumerRecord<byte[], byte[]>> find(LetterId id) {
        boolean kept = begin.containsKey(id.partition())
                && id.offset() >= begin(id.partition())
                && id.offset() < end(id.partition());
        return kept
                ? read(id.partition(), id.offset(), id.offset() + 1).stream().findFirst()
                : Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static ProblemException away() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "Kafka does not answer; try again");
    }
}
