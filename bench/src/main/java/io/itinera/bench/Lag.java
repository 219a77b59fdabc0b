package io.itinera.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is behind one topic. */
final class Lag {

    private final Admin admin;

    Lag(Admin admin) {
        this.admin = admin;
    }

    /** Records on {@code topic} that {@code group} has not committed; a group that never committed is behind by all that are there. */
    long of(String group, String topic) {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            int partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            Map<TopicPartition, Long> begins = offsets(all, OffsetSpec.earliest());
            return offsets(all, OffsetSpec.latest()).entrySet().stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata at = committed.get(end.getKey());
                        long begin = begins.get(end.getKey());
                        return end.getValue() - (at == null ? begin : Math.max(begin, at.offset()));
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no lag for " + group + " on " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, offset -> offset.getValue().offset()));
    }

    /**
     * Waits until at most {@code slack} records are left: a transaction leaves a marker on each partition that is counted as a
     * record.
     *
     * @return seconds that it took
     * @throws IllegalStateException when it takes longer than {@code limit}
     */
    double awaitCaughtUp(String group, String topic, long slack, Duration limit) {
        long start = System.nanoTime();
        while (of(group, topic) > slack) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new IllegalStateException(group + " did not catch up with " + topic + " in " + limit);
            }
            LockSupport.parkNanos(20_000_000);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
