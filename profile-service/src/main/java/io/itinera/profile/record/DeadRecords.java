package io.itinera.profile.record;

import io.itinera.contracts.DeadLetter;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Sends what the record cannot take to the dead-letter topic of where it came from. */
@ApplicationScoped
class DeadRecords {

    private final MutinyEmitter<byte[]> emitter;
    private final InstantSource clock;

    DeadRecords(@Channel("record-dead") MutinyEmitter<byte[]> emitter, InstantSource clock) {
        this.emitter = emitter;
        this.clock = clock;
    }

    /** Returns when Kafka has it. */
    void send(ConsumerRecord<byte[], byte[]> source, String reason, Exception error) {
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(
                source, "profile-service", reason, error.getClass().getSimpleName(), clock.instant());
        OutgoingKafkaRecordMetadata<byte[]> metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(letter.topic())
                .withKey(letter.key())
                .withHeaders(letter.headers())
                .build();
        byte[] value = letter.value() == null ? new byte[0] : letter.value();
        emitter.sendMessageAndAwait(Message.of(value, Metadata.of(metadata)));
    }
}
