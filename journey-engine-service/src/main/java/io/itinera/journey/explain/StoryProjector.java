package io.itinera.journey.explain;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads what explanations need beside the transitions. A batch that PostgreSQL did not take is tried again until it does; a record
 * that cannot be used is left out, since whom its topic is for keeps it as a dead letter.
 */
@ApplicationScoped
class StoryProjector {

    private static final Logger LOG = Logger.getLogger(StoryProjector.class);
    private static final JsonSerde<SendRequest> REQUEST = JsonSerde.of(SendRequest.class);
    private static final JsonSerde<MessageOutcome> OUTCOME = JsonSerde.of(MessageOutcome.class);
    private static final JsonSerde<IdentityLink> LINK = JsonSerde.of(IdentityLink.class);

    private final StoryStore store;
    private final ExplainConfig config;
    private final InstantSource clock;

    StoryProjector(StoryStore store, ExplainConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Incoming("explain-sends")
    Uni<Void> requests(ConsumerRecords<byte[], byte[]> batch) {
        return project(batch, REQUEST, StoryProjector::usable, store::addRequests);
    }

    @Incoming("explain-messages")
    Uni<Void> outcomes(ConsumerRecords<byte[], byte[]> batch) {
        return project(batch, OUTCOME, StoryProjector::usable, store::addOutcomes);
    }

    @Incoming("explain-identities")
    Uni<Void> links(ConsumerRecords<byte[], byte[]> batch) {
        return project(batch, LINK, StoryProjector::usable, store::addLinks);
    }

    /** Deletes what is older than its retention, and the middle of ways that are too long, in batches. */
    @Scheduled(every = "{itinera.journey.explain.clean-up-interval}", delayed = "1m")
    void cleanUp() {
        int deleted;
        do {
            deleted = store.deleteBefore(clock.instant().minus(config.messageRetention()), config.deleteBatch())
                    + store.shorten(config.decisionsPerInstance(), config.deleteBatch());
            LOG.debugf("old explanations deleted rows=%d", deleted);
        } while (deleted >= config.deleteBatch());
    }

    private static <T> Uni<Void> project(
            ConsumerRecords<byte[], byte[]> batch, JsonSerde<T> serde, Predicate<T> usable, Consumer<List<T>> store) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> {
                    List<T> records = read(batch, serde, usable);
                    if (!records.isEmpty()) {
                        store.accept(records);
                    }
                })
                .onFailure()
                .invoke(e -> LOG.warnf("explanations not written, trying again records=%d error=%s", batch.count(), e))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    private static <T> List<T> read(ConsumerRecords<byte[], byte[]> batch, JsonSerde<T> serde, Predicate<T> usable) {
        List<T> read = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                T value = serde.read(record.value());
                if (value != null && usable.test(value)) {
                    read.add(value);
                }
            } catch (SerializationException e) {
                LOG.debugf(
                        "record left out of explanations topic=%s partition=%d offset=%d",
                        record.topic(), record.partition(), record.offset());
            }
        }
        return read;
    }

    private static boolean usable(SendRequest request) {
        return Stream.of(
                        request.id(),
                        request.profileId(),
                        request.channel(),
                        request.template(),
                        request.purpose(),
                        request.requestedAt())
                .allMatch(part -> part != null);
    }

    private static boolean usable(MessageOutcome outcome) {
        return Stream.of(
                        outcome.messageId(),
                        outcome.profileId(),
                        outcome.channel(),
                        outcome.template(),
                        outcome.purpose(),
                        outcome.status(),
                        outcome.at())
                .allMatch(part -> part != null);
    }

    private static boolean usable(IdentityLink link) {
        try {
            return link.profileId() != null && Identifier.parse(link.subject()) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
