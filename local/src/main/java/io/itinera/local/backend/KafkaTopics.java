package io.itinera.local.backend;

import io.itinera.contracts.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;

/** Creates the suite's topics, which exist before anything is started. */
public final class KafkaTopics {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private KafkaTopics() {}

    /**
     * Creates what is missing of {@link Topics#ALL}, and returns when each partition answers: an idempotent producer that
     * writes to a partition that is not there yet can wedge.
     *
     * @param bootstrapServers the broker
     * @param partitions how many partitions a new topic gets
     */
    public static void create(String bootstrapServers, int partitions) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> there = get(admin.listTopics().names());
            List<NewTopic> missing = Topics.ALL.stream()
                    .filter(spec -> !there.contains(spec.name()))
                    .map(spec -> newTopic(spec, partitions))
                    .toList();
            if (!missing.isEmpty()) {
                get(admin.createTopics(missing).all());
            }
            long last = System.nanoTime() + LIMIT.toNanos();
            while (!answers(admin, System.nanoTime() > last)) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /**
     * Whether each partition answers. A broker that is busy says for a while that it does not know a topic that it has just created.
     *
     * @param giveUp true to fail instead
     */
    private static boolean answers(Admin admin, boolean giveUp) {
        try {
            awaitPartitions(admin);
            return true;
        } catch (BackEndException e) {
            if (!giveUp
                    && e.getCause() instanceof ExecutionException cause
                    && cause.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    private static NewTopic newTopic(Topics.TopicSpec spec, int partitions) {
        Map<String, String> config = spec.compacted()
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(spec.retention().toMillis()));
        return new NewTopic(spec.name(), Optional.of(partitions), Optional.empty()).configs(config);
    }

    private static void awaitPartitions(Admin admin) {
        List<String> names = Topics.ALL.stream().map(Topics.TopicSpec::name).toList();
        Collection<TopicDescription> topics =
                get(admin.describeTopics(names).allTopicNames()).values();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicDescription topic : topics) {
            topic.partitions()
                    .forEach(p -> ends.put(new TopicPartition(topic.name(), p.partition()), OffsetSpec.latest()));
        }
        get(admin.listOffsets(ends).all());
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackEndException("interrupted while topics were created", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new BackEndException("Kafka did not create the topics: " + e.getMessage(), e);
        }
    }
}
