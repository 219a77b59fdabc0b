package io.itinera.profile.catalog;

import io.itinera.contracts.Topics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Brings segments to {@link Topics#SEGMENTS}, in the order in which they were changed: one pod at a time, one record after the other,
 * all on one partition. A crash in between sends some again, which changes nothing.
 */
@ApplicationScoped
class SegmentPublisher {

    private static final Logger LOG = Logger.getLogger(SegmentPublisher.class);
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);
    private static final int MOST = 500;
    private static final int ONE_PARTITION = 0;

    private final SegmentStore store;
    private final MutinyEmitter<byte[]> topic;

    SegmentPublisher(SegmentStore store, @Channel("segments") MutinyEmitter<byte[]> topic) {
        this.store = store;
        this.topic = topic;
    }

    /** Sends all that waits. */
    @Scheduled(
            every = "{itinera.profile.segments.publish-every:0.5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void flush() {
        try {
            int sent = MOST;
            while (sent == MOST) {
                sent = QuarkusTransaction.requiringNew().call(this::send);
            }
        } catch (RuntimeException e) {
            LOG.warnf("segments not with Kafka, trying again error=%s", e.toString());
        }
    }

    private int send() {
        List<Object[]> waiting = store.waiting(MOST);
        for (Object[] row : waiting) {
            OutgoingKafkaRecordMetadata<byte[]> metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                    .withKey(((String) row[1]).getBytes(StandardCharsets.UTF_8))
                    .withPartition(ONE_PARTITION)
                    .build();
            byte[] payload = ((String) row[2]).getBytes(StandardCharsets.UTF_8);
            topic.sendMessage(Message.of(payload, Metadata.of(metadata)))
                    .await()
                    .atMost(ACKNOWLEDGED_WITHIN);
        }
        if (!waiting.isEmpty()) {
            store.published(((Number) waiting.getLast()[0]).longValue());
            LOG.infof("segments published count=%d", waiting.size());
        }
        return waiting.size();
    }
}
