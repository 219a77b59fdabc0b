package io.itinera.ingest.publish;

import io.itinera.contracts.HomePartition;
import io.itinera.contracts.Topics;
import io.itinera.ingest.IngestConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * The service's one producer, and whether Kafka is there. While it is not, nobody calls {@code send}, so that a caller hears
 * it at once and no event loop waits for metadata; a probe notices when it is back.
 */
@ApplicationScoped
public class KafkaLink {

    private static final Logger LOG = Logger.getLogger(KafkaLink.class);
    private static final List<String> TOPICS = List.of(Topics.EVENTS, Topics.dead(Topics.EVENTS));
    private static final int LATE = 10_000;
    private static final int MOST_BLOCKED_MILLIS = 100;

    private final Vertx vertx;
    private final Duration probe;
    private final Map<String, Object> producerConfig;
    private final Map<String, Object> adminConfig;
    private KafkaProducer<byte[], byte[]> producer;
    private Admin admin;
    private volatile boolean here;
    private volatile boolean stopped;

    KafkaLink(Vertx vertx, IngestConfig config, @Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.vertx = vertx;
        this.probe = config.kafka().probe();
        this.producerConfig = producerConfig(connection, config.kafka());
        this.adminConfig = new HashMap<>(connection);
        adminConfig.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
        adminConfig.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2500);
        adminConfig.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    }

    private static Map<String, Object> producerConfig(Map<String, Object> connection, IngestConfig.Kafka kafka) {
        int linger = (int) kafka.linger().toMillis();
        int patience = (int) kafka.ackTimeout().toMillis();
        Map<String, Object> config = new HashMap<>(connection);
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, HomePartition.class);
        config.put(ProducerConfig.LINGER_MS_CONFIG, linger);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, kafka.batchBytes());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, patience - linger) / 2);
        config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        // Twice what EventPublisher lets in, since half-full batches take their whole size: send() never waits for
        // room.
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * kafka.maxInFlightBytes() + 64L * kafka.batchBytes());
        // Metadata is fetched before the first send and then kept, so that send() does not wait for it either, except
        // when Kafka
        // has just said that a partition has no leader: the one call that finds out waits this long.
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, TimeUnit.DAYS.toMillis(3650));
        config.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 60_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED_MILLIS);
        return config;
    }

    void start(@Observes @Priority(LATE) StartupEvent event) {
        producer = new KafkaProducer<>(producerConfig);
        admin = Admin.create(adminConfig);
        probe();
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        here = false;
        admin.close(Duration.ZERO);
        producer.close(Duration.ofSeconds(5));
    }

    /** True while Kafka takes records. */
    public boolean isHere() {
        return here;
    }

    /** The producer; while {@link #isHere()}, {@code send} does not block, but for an instant when Kafka goes away. */
    KafkaProducer<byte[], byte[]> producer() {
        return producer;
    }

    /** Somebody's record was not taken: stop sending until a probe succeeds. */
    void lost(String why) {
        if (here) {
            here = false;
            LOG.warnf("Kafka does not take events cause=%s", why);
        }
    }

    private void probe() {
        if (stopped) {
            return;
        }
        admin.describeTopics(TOPICS).allTopicNames().whenComplete((topics, error) -> {
            if (error != null) {
                lost(error.getClass().getSimpleName());
            } else if (topics.values().stream().anyMatch(KafkaLink::lacksLeader)) {
                lost("partition without leader");
            } else if (!here) {
                vertx.executeBlocking(this::warm, false);
            }
            if (!stopped) {
                vertx.setTimer(probe.toMillis(), timer -> probe());
            }
        });
    }

    private static boolean lacksLeader(TopicDescription topic) {
        return topic.partitions().stream()
                .anyMatch(p -> p.leader() == null || p.leader().isEmpty());
    }

    private Void warm() {
        try {
            TOPICS.forEach(producer::partitionsFor);
            if (!stopped) {
                here = true;
                LOG.info("Kafka takes events");
            }
        } catch (KafkaException e) {
            LOG.debugf("no metadata yet cause=%s", e.getClass().getSimpleName());
        }
        return null;
    }
}
