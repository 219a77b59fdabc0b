package io.itinera.channel.stream;

import io.itinera.contracts.DeadLetter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jboss.logging.Logger;

/** Reads the values of a batch; what cannot be read goes to the dead-letter topic instead of stopping the partition. */
@ApplicationScoped
public class DeadLetters {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String SERVICE = "channel-service";

    private final RecordWriter writer;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    DeadLetters(RecordWriter writer, MeterRegistry metrics, InstantSource clock) {
        this.writer = writer;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The readable records. {@code read} throws {@link SerializationException} for one that is not; null leaves it out.
     *
     * @throws org.apache.kafka.common.KafkaException when the dead-letter topic cannot be written
     */
    public <T> List<Read<T>> read(
            List<ConsumerRecord<byte[], byte[]>> batch, Function<ConsumerRecord<byte[], byte[]>, T> read) {
        List<Read<T>> values = new ArrayList<>(batch.size());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                T value = read.apply(record);
                if (value != null) {
                    values.add(new Read<>(record, value));
                }
            } catch (SerializationException e) {
                bury(record, "unreadable", e.getMessage());
            }
        }
        return values;
    }

    /** Puts one record aside, for good. */
    public void bury(ConsumerRecord<byte[], byte[]> record, String reason, String error) {
        writer.write(List.of(DeadLetter.of(record, SERVICE, reason, error, clock.instant())));
        metrics.counter("itinera_dead_letters", "topic", record.topic(), "reason", reason)
                .increment();
        LOG.warnf(
                "record is dead topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
    }

    /**
     * A record that could be read.
     *
     * @param record where it came from
     * @param value what it says
     */
    public record Read<T>(ConsumerRecord<byte[], byte[]> record, T value) {}
}
