package io.itinera.journey.tasks;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.TaskChange;
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

/** Reads what the engine says of tasks in batches. A batch that PostgreSQL did not take is tried again until it does. */
@ApplicationScoped
class TaskProjector {

    private static final Logger LOG = Logger.getLogger(TaskProjector.class);
    private static final JsonSerde<TaskChange> CHANGE = JsonSerde.of(TaskChange.class);

    private final TaskStore store;
    private final MutinyEmitter<byte[]> dead;
    private final InstantSource clock;

    TaskProjector(TaskStore store, @Channel("journey-tasks-dead") MutinyEmitter<byte[]> dead, InstantSource clock) {
        this.store = store;
        this.dead = dead;
        this.clock = clock;
    }

    @Incoming("journey-tasks")
    Uni<Void> project(ConsumerRecords<byte[], byte[]> batch) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> write(batch))
                .onFailure()
                .invoke(e -> LOG.warnf("tasks not written, trying again records=%d error=%s", batch.count(), e))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    private void write(ConsumerRecords<byte[], byte[]> batch) {
        List<TaskChange> changes = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                changes.add(usable(CHANGE.read(record.value())));
            } catch (SerializationException e) {
                bury(record, e.getMessage());
            }
        }
        store.apply(changes);
    }

    private static TaskChange usable(TaskChange change) {
        if (change == null
                || change.id() == null
                || change.profileId() == null
                || change.journey() == null
                || change.kind() == null
                || change.at() == null
                || change.kind() == TaskChange.Kind.OPENED && change.content() == null) {
            throw new SerializationException(
                    "a task has an id, a profile, a step, a kind, a time, and content when opened");
        }
        return change;
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String error) {
        LOG.warnf("task not usable partition=%d offset=%d error=%s", record.partition(), record.offset(), error);
        ProducerRecord<byte[], byte[]> letter =
                DeadLetter.of(record, "journey-engine-service", "malformed", error, clock.instant());
        dead.sendMessageAndAwait(Message.of(letter.value() == null ? new byte[0] : letter.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(letter.topic())
                        .withKey(letter.key())
                        .withHeaders(letter.headers())
                        .build()));
    }
}
