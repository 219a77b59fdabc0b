package io.itinera.journey.catalog;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.JourneyLost;
import io.itinera.journey.segments.Announcer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/**
 * Brings what was published to the engine: the latest form of each changed journey goes to the compacted topic, and leaves the
 * outbox once Kafka has it. Runs after each change, at start, and now and then, so that a crash between the commit and Kafka
 * mends itself.
 */
@ApplicationScoped
public class JourneyPublisher implements Announcer {

    private static final Logger LOG = Logger.getLogger(JourneyPublisher.class);
    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);
    /** Longer than the producer's delivery timeout, so that a lock is not given back while a record is under way. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);

    private static final int TRANSACTION_SECONDS = 30;

    private final PublishedForm form;
    private final OutboxStore outbox;
    private final MutinyEmitter<byte[]> topic;
    private final JourneyConfig config;
    private final ExecutorService executor;

    JourneyPublisher(
            PublishedForm form,
            OutboxStore outbox,
            @Channel("journeys") MutinyEmitter<byte[]> topic,
            JourneyConfig config,
            ExecutorService executor) {
        this.form = form;
        this.outbox = outbox;
        this.topic = topic;
        this.config = config;
        this.executor = executor;
    }

    void atStart(@Observes StartupEvent event) {
        executor.execute(this::flush);
    }

    /**
     * Announces a change that has been committed, and waits a little for Kafka.
     *
     * @return true when Kafka has it; else it follows as soon as Kafka answers
     */
    public boolean announce(String key) {
        Future<?> sent = executor.submit(() -> send(key));
        try {
            sent.get(config.announceWait().toMillis(), TimeUnit.MILLISECONDS);
            return !outbox.waits(key);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warnf("journey not yet with Kafka journey=%s error=%s", key, e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean announced(String key) {
        return !outbox.waits(key);
    }

    @Override
    public void changed(String key) {
        outbox.add(key);
    }

    /** Sends all that waits. */
    @Scheduled(
            every = "{itinera.journey.outbox-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void flush() {
        for (String key : outbox.waiting()) {
            try {
                send(key);
            } catch (RuntimeException e) {
                LOG.warnf("journey not with Kafka, trying again later journey=%s error=%s", key, e.toString());
                return;
            }
        }
    }

    private void send(String key) {
        QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).run(() -> {
            OptionalLong newest = outbox.take(key);
            if (newest.isPresent()) {
                form.of(key).ifPresent(this::acknowledged);
                outbox.acknowledged(key, newest.getAsLong());
            }
        });
    }

    private void acknowledged(PublishedJourney journey) {
        topic.sendMessage(KafkaRecord.of(journey.key(), JOURNEY.write(journey))
                        .withHeader(JourneyLost.WRITTEN_BY, JourneyLost.US))
                .await()
                .atMost(ACKNOWLEDGED_WITHIN);
        LOG.infof(
                "journey announced journey=%s state=%s version=%d",
                journey.key(), journey.state().wire(), journey.current());
    }
}
