package io.itinera.journey.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PrivacyRequest;
import io.itinera.contracts.Wire;
import io.itinera.journey.projection.DeadLetters;
import io.itinera.journey.projection.Form;
import io.itinera.journey.projection.TopicReader;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads what people want, and what has been done. What PostgreSQL or Kafka did not take is tried again until they do. */
@ApplicationScoped
class PrivacyReader {

    private static final Form<PrivacyRequest> REQUEST = Form.json(
            PrivacyRequest.class,
            PrivacyReader::usable,
            "a request has an id, a kind, a subject and the profiles that it is");
    private static final Form<PrivacyReceipt> RECEIPT =
            Form.json(PrivacyReceipt.class, receipt -> receipt.service() != null, "a receipt has a service");

    private final Erasures erasures;
    private final TopicReader<Runnable> reader;

    PrivacyReader(Erasures erasures, @Channel("privacy-dead") MutinyEmitter<byte[]> dead, InstantSource clock) {
        this.erasures = erasures;
        this.reader = new TopicReader<>(this::toDo, work -> work.forEach(Runnable::run), new DeadLetters(dead, clock));
    }

    @Incoming("privacy")
    Uni<Void> read(ConsumerRecords<byte[], byte[]> batch) {
        return reader.read(batch);
    }

    /** What is to be done about a record; done in the order of the records. */
    private Runnable toDo(byte[] value) {
        if (isReceipt(value)) {
            PrivacyReceipt receipt = RECEIPT.read(value);
            return () -> erasures.told(receipt);
        }
        PrivacyRequest request = REQUEST.read(value);
        return () -> erasures.asked(request);
    }

    private static boolean isReceipt(byte[] value) {
        try {
            JsonNode json = value == null ? null : Wire.JSON.readTree(value);
            return json != null && json.hasNonNull("fulfils");
        } catch (IOException e) {
            throw new SerializationException("not JSON");
        }
    }

    private static boolean usable(PrivacyRequest request) {
        return request.id() != null
                && request.kind() != null
                && request.subject() != null
                && !request.profileIds().isEmpty();
    }
}
