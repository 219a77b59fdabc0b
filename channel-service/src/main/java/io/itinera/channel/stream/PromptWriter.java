package io.itinera.channel.stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Hands single records to Kafka for callers in front of whom a customer waits: it does not wait for a broker that is away. */
@ApplicationScoped
public class PromptWriter {

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int MOST_BLOCKED_MILLIS = 500;

    private final KafkaSettings settings;
    private KafkaProducer<byte[], byte[]> producer;

    PromptWriter(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Completes when Kafka has the record; with the failure when it will not have it. Tries go on until then. */
    public CompletableFuture<Void> write(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            producer().send(record, (_, failure) -> {
                if (failure == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            written.completeExceptionally(e);
        }
        return written;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> all = settings.producer();
            all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKED_MILLIS);
            producer = new KafkaProducer<>(all);
        }
        return producer;
    }
}
