package io.itinera.consent.merge;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.database.DatabaseException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/**
 * Reads the identities topic. A record that is no link goes to the dead letters; a database that is away is waited for, since
 * a link that is passed over would be lost for consent.
 */
@ApplicationScoped
class LinkConsumer {

    private static final Logger LOG = Logger.getLogger(LinkConsumer.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final JsonSerde<IdentityLink> serde = JsonSerde.of(IdentityLink.class);
    private final Merges merges;
    private final MutinyEmitter<byte[]> dead;
    private final InstantSource clock;

    LinkConsumer(Merges merges, @Channel("identities-dead") MutinyEmitter<byte[]> dead, InstantSource clock) {
        this.merges = merges;
        this.dead = dead;
        this.clock = clock;
    }

    private record Understood(ConsumerRecord<byte[], byte[]> record, KnownLink link) {}

    @Incoming("identities")
    Uni<Void> links(ConsumerRecords<byte[], byte[]> records) {
        List<Understood> understood = new ArrayList<>();
        List<ConsumerRecord<byte[], byte[]>> useless = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                link(record)
                        .ifPresentOrElse(
                                link -> understood.add(new Understood(record, link)), () -> useless.add(record));
            }
        }
        return Uni.createFrom()
                .item(understood)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::keep)
                .onFailure()
                .invoke(e -> LOG.errorf(e, "links not kept, trying again links=%d", understood.size()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely()
                .chain(refused -> {
                    useless.addAll(refused);
                    return buryAll(useless);
                });
    }

    /** Keeps links and returns the records whose links PostgreSQL cannot hold; throws when a repeat may help. */
    private List<ConsumerRecord<byte[], byte[]>> keep(List<Understood> understood) {
        try {
            merges.apply(understood.stream().map(Understood::link).toList());
            return List.of();
        } catch (DatabaseException e) {
            if (e.passing()) {
                throw e;
            }
            if (understood.size() == 1) {
                return List.of(understood.getFirst().record());
            }
        }
        List<ConsumerRecord<byte[], byte[]>> refused = new ArrayList<>();
        understood.forEach(one -> refused.addAll(keep(List.of(one))));
        return refused;
    }

    private Optional<KnownLink> link(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.of(KnownLink.of(serde.read(record.value())));
        } catch (SerializationException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Uni<Void> buryAll(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(records.stream().map(this::bury).toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private Uni<Void> bury(ConsumerRecord<byte[], byte[]> record) {
        LOG.warnf("link not understood partition=%d offset=%d", record.partition(), record.offset());
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(
                record, "consent-service", "malformed", "the record is not an identity link", clock.instant());
        OutgoingKafkaRecordMetadata<byte[]> metadata = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withKey(letter.key())
                .withHeaders(letter.headers())
                .build();
        return dead.sendMessage(Message.of(letter.value(), Metadata.of(metadata)));
    }
}
