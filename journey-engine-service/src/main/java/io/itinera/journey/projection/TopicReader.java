package io.itinera.journey.projection;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Reads a topic in batches into a store. A batch that the store did not take is tried again until it does; a record that cannot be
 * used is left to {@code unusable} and stops nothing.
 *
 * @param form how a record is read
 * @param store takes what could be read, which may be what it has taken before
 * @param unusable takes what could not, with the reason
 */
public record TopicReader<T>(
        Form<T> form, Consumer<List<T>> store, BiConsumer<ConsumerRecord<byte[], byte[]>, String> unusable) {

    /** A reader that keeps what cannot be used as dead letters. */
    public TopicReader(Form<T> form, Consumer<List<T>> store, DeadLetters letters) {
        this(form, store, letters::buryAndWait);
    }

    /** Reads a batch; done when the store has it. */
    public Uni<Void> read(ConsumerRecords<byte[], byte[]> batch) {
        return Batches.untilDone(batch, () -> write(batch));
    }

    private void write(ConsumerRecords<byte[], byte[]> batch) {
        List<T> values = new ArrayList<>(batch.count());
        List<Unusable> rest = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                values.add(form.read(record.value()));
            } catch (SerializationException e) {
                rest.add(new Unusable(record, e.getMessage()));
            }
        }
        if (!values.isEmpty()) {
            store.accept(values);
        }
        // After the store, so that a batch that is tried again does not put the same record away each time.
        rest.forEach(record -> unusable.accept(record.record(), record.error()));
    }

    /** A record that cannot be used, and why. */
    private record Unusable(ConsumerRecord<byte[], byte[]> record, String error) {}
}
