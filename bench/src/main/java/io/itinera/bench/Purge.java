package io.itinera.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/** Deletes what one measurement left on the topics, so that the next does not begin with it. */
final class Purge {

    private final Suite suite;

    Purge(Suite suite) {
        this.suite = suite;
    }

    void topics(String... topics) throws ExecutionException, InterruptedException {
        int partitions = suite.stack().settings().partitions();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()))) {
            Map<TopicPartition, OffsetSpec> all = Arrays.stream(topics)
                    .flatMap(topic -> IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(topic, p)))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Map<TopicPartition, RecordsToDelete> ends = admin.listOffsets(all).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            end -> RecordsToDelete.beforeOffset(end.getValue().offset())));
            admin.deleteRecords(ends).all().get();
        }
    }
}
