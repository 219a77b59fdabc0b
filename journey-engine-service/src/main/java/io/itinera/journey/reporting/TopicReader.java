package io.itinera.journey.reporting;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Reads a topic in batches into a store. A batch that PostgreSQL did not take is tried again until it does; a record that cannot be
 * used is put away and stops nothing.
 *
 * @param serde how a record is read
 * @param usable whether it has what the store needs
 * @param store takes what could be read
 * @param dead takes what could not
 * @param clock when it was put away
 */
record TopicReader<T>(
        JsonSerde<T> serde,
        Predicate<T> usable,
        Consumer<List<T>> store,
        MutinyEmitter<byte[]> dead,
        InstantSource clock) {

    private static final Logger LOG = Logger.getLogger(TopicReader.class);

    Uni<Void> read(ConsumerRecords<byte[], byte[]> batch) {
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

    private void write(ConsumerRecords<byte[], byte[]> batch) {
        List<T> values = new ArrayList<>(batch.count());
        List<Letter> letters = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                values.add(usable(serde.read(record.value())));
            } catch (SerializationException e) {
                letters.add(new Letter(record, e.getMessage()));
            }
        }
        if (!values.isEmpty()) {
            store.accept(values);
        }
        // After the store, so that a batch that is tried again does not put the same record away each time.
        letters.forEach(this::bury);
    }

    /** A record that cannot be used, and why. */
    private record Letter(ConsumerRecord<byte[], byte[]> record, String error) {}

    private T usable(T value) {
        if (value == null || !usable.test(value)) {
            throw new SerializationException("lacks what a report needs");
        }
        return value;
    }

    private void bury(Letter unusable) {
        ConsumerRecord<byte[], byte[]> record = unusable.record();
        LOG.warnf(
                "record not usable for reports topic=%s partition=%d offset=%d error=%s",
                record.topic(), record.partition(), record.offset(), unusable.error());
        ProducerRecord<byte[], byte[]> letter =
                DeadLetter.of(record, "journey-engine-service", "malformed", unusable.error(), clock.instant());
        dead.sendMessageAndAwait(Message.of(letter.value() == null ? new byte[0] : letter.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(Topics.dead(record.topic()))
                        .withKey(letter.key())
                        .withHeaders(letter.headers())
                        .build()));
    }
}
