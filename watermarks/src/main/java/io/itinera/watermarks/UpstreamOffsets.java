package io.itinera.watermarks;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks the broker for offsets. For one thread. */
final class UpstreamOffsets implements AutoCloseable {

    /** For all partitions together: while this looks, nobody watches. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final int FETCH_WAIT_MILLIS = 20;
    private static final int A_FEW_BYTES = 1024;

    /**
     * Offsets of a partition.
     *
     * @param from the first
     * @param to the one after the last
     */
    record Gap(long from, long to) {}

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> reader;
    private Map<TopicPartition, OffsetSpec> partitions = Map.of();

    /** Asks the broker that {@code connection} leads to. */
    UpstreamOffsets(Map<String, Object> connection) {
        Map<String, Object> asking = new HashMap<>(connection);
        asking.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
        asking.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2500);
        asking.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        admin = Admin.create(asking);
        Map<String, Object> reading = new HashMap<>(connection);
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reading.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, A_FEW_BYTES);
        reading.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2500);
        reading.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
        reader = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Offsets that a group has committed; none for a group that there is not. */
    Map<TopicPartition, Long> committed(String group) throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(offset -> offset.getValue() != null)
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, offset -> offset.getValue().offset()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw new KafkaException(e.getCause());
        }
    }

    /** Where the topics end, open transactions included: what is acknowledged counts, whether decided or not. */
    Map<TopicPartition, Long> ends(Set<String> topics) throws InterruptedException {
        try {
            if (partitions.isEmpty()) {
                partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            }
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                    admin.listOffsets(partitions).all().get();
            return ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue()
                    .offset()));
        } catch (ExecutionException e) {
            partitions = Map.of();
            throw new KafkaException(e.getCause());
        }
    }

    /**
     * The partitions in which no record can be read within the gap: only transaction markers are there, what was aborted, or what
     * retention has deleted. One that does not answer at once is not among them.
     */
    Set<TopicPartition> empty(Map<TopicPartition, Gap> gaps) {
        Set<TopicPartition> empty = new HashSet<>();
        Set<TopicPartition> open = new HashSet<>(gaps.keySet());
        reader.assign(open);
        gaps.forEach((partition, gap) -> reader.seek(partition, gap.from()));
        long end = System.nanoTime() + LOOK.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            Set<TopicPartition> read = reader.poll(LOOK).partitions();
            open.removeAll(read);
            reader.pause(read);
            open.removeIf(partition ->
                    reader.position(partition) >= gaps.get(partition).to() && empty.add(partition));
        }
        reader.assign(List.of());
        return empty;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        reader.close(CloseOptions.timeout(Duration.ZERO));
    }
}
