package io.itinera.journey.projection;

import io.itinera.contracts.DeadLetter;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Puts records away that cannot be used, as they came, each on the topic for dead letters of the topic that it came from.
 *
 * @param emitter takes them to Kafka
 * @param clock when it was
 */
public record DeadLetters(MutinyEmitter<byte[]> emitter, InstantSource clock) {

    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    /** Puts a record away; done when Kafka has it. */
    public Uni<Void> bury(ConsumerRecord<byte[], byte[]> record, String error) {
        LOG.warnf(
                "record not usable topic=%s partition=%d offset=%d error=%s",
                record.topic(), record.partition(), record.offset(), error);
        ProducerRecord<byte[], byte[]> letter =
                DeadLetter.of(record, "journey-engine-service", "malformed", error, clock.instant());
        return emitter.sendMessage(Message.of(letter.value() == null ? new byte[0] : letter.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(letter.topic())
                        .withKey(letter.key())
                        .withHeaders(letter.headers())
                        .build()));
    }

    /** The same, and returns when Kafka has it. */
    public void buryAndWait(ConsumerRecord<byte[], byte[]> record, String error) {
        bury(record, error).await().indefinitely();
    }
}
