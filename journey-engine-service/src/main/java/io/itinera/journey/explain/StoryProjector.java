package io.itinera.journey.explain;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
import io.itinera.journey.projection.Form;
import io.itinera.journey.projection.TopicReader;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads what explanations need beside the transitions. A batch that PostgreSQL did not take is tried again until it does; a record
 * that cannot be used is left out, since whom its topic is for keeps it as a dead letter.
 */
@ApplicationScoped
class StoryProjector {

    private static final Logger LOG = Logger.getLogger(StoryProjector.class);

    private final StoryStore store;
    private final ExplainConfig config;
    private final InstantSource clock;
    private final TopicReader<SendRequest> requests;
    private final TopicReader<MessageOutcome> outcomes;
    private final TopicReader<IdentityLink> links;

    StoryProjector(StoryStore store, ExplainConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.requests = reader(SendRequest.class, StoryProjector::usable, store::addRequests);
        this.outcomes = reader(MessageOutcome.class, StoryProjector::usable, store::addOutcomes);
        this.links = reader(IdentityLink.class, StoryProjector::usable, store::addLinks);
    }

    @Incoming("explain-sends")
    Uni<Void> requests(ConsumerRecords<byte[], byte[]> batch) {
        return requests.read(batch);
    }

    @Incoming("explain-messages")
    Uni<Void> outcomes(ConsumerRecords<byte[], byte[]> batch) {
        return outcomes.read(batch);
    }

    @Incoming("explain-identities")
    Uni<Void> links(ConsumerRecords<byte[], byte[]> batch) {
        return links.read(batch);
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

    private static <T> TopicReader<T> reader(Class<T> type, Predicate<T> usable, Consumer<List<T>> store) {
        return new TopicReader<>(
                Form.json(type, usable, "lacks what an explanation needs"), store, StoryProjector::leaveOut);
    }

    private static void leaveOut(ConsumerRecord<byte[], byte[]> record, String error) {
        LOG.debugf(
                "record left out of explanations topic=%s partition=%d offset=%d error=%s",
                record.topic(), record.partition(), record.offset(), error);
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
