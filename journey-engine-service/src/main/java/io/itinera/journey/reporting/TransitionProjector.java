package io.itinera.journey.reporting;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Reads transitions in batches into the reports. A batch that PostgreSQL did not take is tried again until it does. */
@ApplicationScoped
class TransitionProjector {

    private static final Logger LOG = Logger.getLogger(TransitionProjector.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);

    private final TransitionStore store;
    private final MutinyEmitter<byte[]> dead;
    private final ReportingConfig config;
    private final InstantSource clock;

    TransitionProjector(
            TransitionStore store,
            @Channel("transitions-dead") MutinyEmitter<byte[]> dead,
            ReportingConfig config,
            InstantSource clock) {
        this.store = store;
        this.dead = dead;
        this.config = config;
        this.clock = clock;
    }

    @Incoming("transitions")
    Uni<Void> project(ConsumerRecords<byte[], byte[]> batch) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> write(batch))
                .onFailure()
                .invoke(e -> LOG.warnf("reports not written, trying again records=%d error=%s", batch.count(), e))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    /** Deletes what is older than its retention, in batches. */
    @Scheduled(every = "{itinera.journey.reporting.clean-up-interval}", delayed = "1m")
    void cleanUp() {
        int deleted;
        do {
            deleted = store.deleteBefore(clock.instant().minus(config.historyRetention()), config.deleteBatch());
            LOG.debugf("old reports deleted rows=%d", deleted);
        } while (deleted >= config.deleteBatch());
    }

    private void write(ConsumerRecords<byte[], byte[]> batch) {
        List<Transition> transitions = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                transitions.add(usable(TRANSITION.read(record.value())));
            } catch (SerializationException e) {
                bury(record, e.getMessage());
            }
        }
        if (!transitions.isEmpty()) {
            store.add(transitions);
        }
    }

    private static Transition usable(Transition transition) {
        if (transition == null
                || transition.id() == null
                || transition.profileId() == null
                || transition.kind() == null
                || transition.at() == null
                || transition.journey() == null
                || transition.journey().journey() == null) {
            throw new SerializationException("a transition has an id, a profile, a journey, a kind and a time");
        }
        return transition;
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String error) {
        LOG.warnf(
                "transition not usable topic=%s partition=%d offset=%d error=%s",
                record.topic(), record.partition(), record.offset(), error);
        ProducerRecord<byte[], byte[]> letter =
                DeadLetter.of(record, "journey-engine-service", "malformed", error, clock.instant());
        dead.sendMessageAndAwait(Message.of(letter.value() == null ? new byte[0] : letter.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(Topics.dead(Topics.TRANSITIONS))
                        .withKey(letter.key())
                        .withHeaders(letter.headers())
                        .build()));
    }
}
