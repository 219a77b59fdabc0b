package io.itinera.ingest.publish;

import io.itinera.ingest.IngestConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;

/**
 * Hands the records of one call to Kafka and says when Kafka has all of them.
 *
 * <p>Each record is written once or not at all (idempotent producer), but a call's records go to several partitions, so a
 * call can fail when some of them are in. A Kafka transaction around each call would hide those, at the price of one
 * transaction per call and one producer per call in flight. It is not needed: the caller is told 503, repeats the call with
 * the same message ids, and profile-service drops what it has seen.
 */
@ApplicationScoped
public class EventPublisher {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    private final KafkaLink kafka;
    private final long maxInFlight;
    private final AtomicLong inFlight;
    private final Counter failed;

    EventPublisher(KafkaLink kafka, IngestConfig config, MeterRegistry metrics) {
        this.kafka = kafka;
        this.maxInFlight = config.kafka().maxInFlightBytes();
        this.inFlight = metrics.gauge("itinera_intake_in_flight_bytes", new AtomicLong());
        this.failed = metrics.counter("itinera_intake_unavailable");
    }

    /**
     * Sends the records; blocks at most for a tenth of a second, once, when Kafka goes away.
     *
     * @return completes on one of Kafka's threads when Kafka has all records; fails with {@link UnavailableException} when it
     *     may not have all
     */
    public CompletionStage<Void> publish(List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (!kafka.isHere()) {
            failed.increment();
            return CompletableFuture.failedFuture(new UnavailableException("Kafka does not answer"));
        }
        long bytes = 0;
        for (ProducerRecord<byte[], byte[]> entry : records) {
            bytes += size(entry);
        }
        if (inFlight.addAndGet(bytes) > maxInFlight) {
            inFlight.addAndGet(-bytes);
            failed.increment();
            return CompletableFuture.failedFuture(new UnavailableException("too much is waiting for Kafka"));
        }
        Acknowledgement all = new Acknowledgement(records.size(), bytes);
        KafkaProducer<byte[], byte[]> producer = kafka.producer();
        for (ProducerRecord<byte[], byte[]> entry : records) {
            if (all.failure != null) {
                // The first record has waited for metadata in vain. The others would too, each on this event loop.
                all.onCompletion(null, all.failure);
            } else {
                send(producer, entry, all);
            }
        }
        return all.done;
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> entry, Acknowledgement all) {
        try {
            producer.send(entry, all);
        } catch (KafkaException | IllegalStateException e) {
            all.onCompletion(null, e);
        }
    }

    private static long size(ProducerRecord<byte[], byte[]> entry) {
        return 64L
                + (entry.key() == null ? 0 : entry.key().length)
                + (entry.value() == null ? 0 : entry.value().length);
    }

    /** Waits for every record of a call, so that nobody is told before the last one is known. */
    private final class Acknowledgement implements Callback {

        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final AtomicInteger open;
        private final long bytes;
        private volatile Exception failure;

        Acknowledgement(int records, long bytes) {
            this.open = new AtomicInteger(records);
            this.bytes = bytes;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception error) {
            if (error != null && failure == null) {
                failure = error;
                stopOthers(error);
            }
            if (open.decrementAndGet() > 0) {
                return;
            }
            inFlight.addAndGet(-bytes);
            if (failure == null) {
                done.complete(null);
            } else {
                failed.increment();
                done.completeExceptionally(new UnavailableException("Kafka has not acknowledged all events"));
            }
        }

        private void stopOthers(Exception error) {
            if (error instanceof RetriableException) {
                kafka.lost(error.getClass().getSimpleName());
            } else {
                LOG.errorf("Kafka refuses events cause=%s", error.getClass().getSimpleName());
            }
        }
    }
}
