package io.itinera.journey.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PrivacyRequest;
import io.itinera.contracts.Wire;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Reads what people want, and what has been done. What PostgreSQL or Kafka did not take is tried again until they do. */
@ApplicationScoped
class PrivacyReader {

    private static final Logger LOG = Logger.getLogger(PrivacyReader.class);
    private static final JsonSerde<PrivacyRequest> REQUEST = JsonSerde.of(PrivacyRequest.class);
    private static final JsonSerde<PrivacyReceipt> RECEIPT = JsonSerde.of(PrivacyReceipt.class);

    private final Erasures erasures;
    private final MutinyEmitter<byte[]> dead;
    private final InstantSource clock;

    PrivacyReader(Erasures erasures, @Channel("privacy-dead") MutinyEmitter<byte[]> dead, InstantSource clock) {
        this.erasures = erasures;
        this.dead = dead;
        this.clock = clock;
    }

    @Incoming("privacy")
    Uni<Void> read(ConsumerRecords<byte[], byte[]> batch) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> batch.forEach(this::read))
                .onFailure()
                .invoke(e -> LOG.warnf("privacy not carried out, trying again records=%d error=%s", batch.count(), e))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        PrivacyRequest request = null;
        PrivacyReceipt receipt = null;
        try {
            if (isReceipt(record.value())) {
                receipt = usable(RECEIPT.read(record.value()));
            } else {
                request = usable(REQUEST.read(record.value()));
            }
        } catch (SerializationException e) {
            bury(record, e.getMessage());
            return;
        }
        if (receipt == null) {
            erasures.asked(request);
        } else {
            erasures.told(receipt);
        }
    }

    private static boolean isReceipt(byte[] value) {
        try {
            JsonNode json = value == null ? null : Wire.JSON.readTree(value);
            return json != null && json.hasNonNull("fulfils");
        } catch (IOException e) {
            throw new SerializationException("not JSON");
        }
    }

    private static PrivacyRequest usable(PrivacyRequest request) {
        if (request == null
                || request.id() == null
                || request.kind() == null
                || request.subject() == null
                || request.profileIds().isEmpty()) {
            throw new SerializationException("a request has an id, a kind, a subject and the profiles that it is");
        }
        return request;
    }

    private static PrivacyReceipt usable(PrivacyReceipt receipt) {
        if (receipt.service() == null) {
            throw new SerializationException("a receipt has a service");
        }
        return receipt;
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String error) {
        LOG.warnf("privacy record not usable partition=%d offset=%d", record.partition(), record.offset());
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
