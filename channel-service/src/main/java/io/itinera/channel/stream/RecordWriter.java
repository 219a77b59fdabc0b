package io.itinera.channel.stream;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes records and returns when Kafka has them all. */
@ApplicationScoped
public class RecordWriter {

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final int SECONDS = 40;

    private final KafkaSettings settings;
    private KafkaProducer<byte[], byte[]> producer;

    RecordWriter(KafkaSettings settings) {
        this.settings = settings;
    }

    /**
     * @throws KafkaException when Kafka does not have all of them; some may be there
     */
    public void write(List<ProducerRecord<byte[], byte[]>> records) {
        KafkaProducer<byte[], byte[]> to = producer();
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
        records.forEach(record -> acknowledgements.add(to.send(record)));
        try {
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get(SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("records were not written", e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("records were not acknowledged in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing", e);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings.producer());
        }
        return producer;
    }
}
