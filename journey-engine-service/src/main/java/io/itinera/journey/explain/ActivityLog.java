package io.itinera.journey.explain;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The recorded activities of a profile, found on demand. A profile's activities lie on one partition, which is read from its newest
 * record backwards, piece by piece, until the time that was asked for or the time that may be spent is over.
 */
@ApplicationScoped
class ActivityLog {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final int PIECE = 20_000;
    private static final int MOST = 10_000;

    private final Map<String, Object> connection;
    private final ExplainConfig config;
    private final Semaphore looks;

    ActivityLog(@Identifier("default-kafka-broker") Map<String, Object> connection, ExplainConfig config) {
        this.connection = connection;
        this.config = config;
        this.looks = new Semaphore(config.looksAtOnce());
    }

    /**
     * What was found.
     *
     * @param activities oldest first
     * @param complete true when all that was asked for was looked at
     */
    record Look(List<Activity> activities, boolean complete) {}

    /**
     * Activities of these profiles within a time; none, and not complete, while too many others look.
     *
     * @throws org.apache.kafka.common.KafkaException when the broker does not answer
     */
    Look of(Collection<String> profiles, Instant from, Instant to) {
        if (!looks.tryAcquire()) {
            return new Look(List.of(), false);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return new Reading(
                            consumer,
                            profiles,
                            System.nanoTime() + config.lookTime().toNanos())
                    .read(from, to);
        } finally {
            looks.release();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.remove("group.id");
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("max.poll.records", 2_000);
        settings.put("default.api.timeout.ms", 10_000);
        settings.put("request.timeout.ms", 8_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** One look. */
    private static final class Reading {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final List<byte[]> keys;
        private final long deadline;
        private final List<Activity> found = new ArrayList<>();

        Reading(KafkaConsumer<byte[], byte[]> consumer, Collection<String> profiles, long deadline) {
            this.consumer = consumer;
            this.keys = profiles.stream()
                    .map(p -> p.getBytes(StandardCharsets.UTF_8))
                    .toList();
            this.deadline = deadline;
        }

        Look read(Instant from, Instant to) {
            int partitions = consumer.partitionsFor(Topics.ACTIVITY).size();
            Set<TopicPartition> concerned = keys.stream()
                    .map(key -> new TopicPartition(Topics.ACTIVITY, Utils.toPositive(Utils.murmur2(key)) % partitions))
                    .collect(Collectors.toSet());
            boolean complete = true;
            for (TopicPartition partition : concerned) {
                complete &= read(partition, from, to);
            }
            found.removeIf(
                    activity -> activity.at().isBefore(from) || activity.at().isAfter(to));
            found.sort(Comparator.comparing(Activity::at));
            return new Look(found, complete);
        }

        private boolean read(TopicPartition partition, Instant from, Instant to) {
            consumer.assign(List.of(partition));
            long first = offset(partition, from);
            long end = offset(partition, to.plusMillis(1));
            while (end > first) {
                if (System.nanoTime() > deadline || found.size() >= MOST) {
                    return false;
                }
                long begin = Math.max(first, end - PIECE);
                if (!piece(partition, begin, end)) {
                    return false;
                }
                end = begin;
            }
            return true;
        }

        private boolean piece(TopicPartition partition, long begin, long end) {
            consumer.seek(partition, begin);
            while (consumer.position(partition) < end) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                consumer.poll(Duration.ofMillis(200)).forEach(record -> take(record, end));
            }
            return true;
        }

        private void take(ConsumerRecord<byte[], byte[]> record, long end) {
            if (record.offset() < end
                    && found.size() < MOST
                    && keys.stream().anyMatch(key -> Arrays.equals(key, record.key()))) {
                try {
                    Activity activity = ACTIVITY.read(record.value());
                    if (activity != null && activity.at() != null && activity.cause() != null) {
                        found.add(activity);
                    }
                } catch (SerializationException e) {
                    // The engine has put it away as a dead letter: it was no cause of anything.
                    return;
                }
            }
        }

        /** The first record of that time or later; the end where there is none. */
        private long offset(TopicPartition partition, Instant at) {
            OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(partition, Math.max(0, at.toEpochMilli())))
                    .get(partition);
            return found == null ? consumer.endOffsets(List.of(partition)).get(partition) : found.offset();
        }
    }
}
