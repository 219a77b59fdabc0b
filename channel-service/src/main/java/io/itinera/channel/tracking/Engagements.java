package io.itinera.channel.tracking;

import io.itinera.channel.outcome.OutcomeRelay;
import io.itinera.channel.stream.DeadLetters;
import io.itinera.channel.stream.PromptWriter;
import io.itinera.channel.stream.TopicReader;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Keeps opens and clicks, whichever back end is away. They go to a topic first, which also takes the bursts after a large
 * mailing, and from there many at a time into the database, for as long as that takes. Where Kafka does not answer in the time
 * that a customer may be kept waiting, the database gets them directly. Should both get one, it still counts once.
 */
@ApplicationScoped
class Engagements {

    private static final Logger LOG = Logger.getLogger(Engagements.class);
    private static final String GROUP = "channel-service-engagements";
    private static final long PATIENCE_MILLIS = 500;

    private final TopicReader reader;
    private final DeadLetters deadLetters;
    private final PromptWriter writer;
    private final EngagementStore store;
    private final OutcomeRelay relay;
    private final MeterRegistry metrics;
    private final JsonSerde<Signal> json = JsonSerde.of(Signal.class);
    private final Executor aside = Thread::startVirtualThread;

    Engagements(
            TopicReader reader,
            DeadLetters deadLetters,
            PromptWriter writer,
            EngagementStore store,
            OutcomeRelay relay,
            MeterRegistry metrics) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.writer = writer;
        this.store = store;
        this.relay = relay;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        reader.read(Topics.ENGAGEMENTS, GROUP, this::handle);
    }

    /** Completes, never with a failure, when the customer need not wait any longer. */
    CompletionStage<Void> keep(Signal signal) {
        byte[] key = signal.messageId().getBytes(StandardCharsets.UTF_8);
        return writer.write(new ProducerRecord<>(Topics.ENGAGEMENTS, key, json.write(signal)))
                .copy()
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(_ -> {
                    aside.execute(() -> note(signal));
                    return null;
                });
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Signal> signals = deadLetters.read(batch, r -> json.read(r.value())).stream()
                .map(DeadLetters.Read::value)
                .toList();
        if (!signals.isEmpty() && store.note(signals) > 0) {
            relay.wake();
        }
    }

    private void note(Signal signal) {
        try {
            if (store.note(List.of(signal)) > 0) {
                relay.wake();
            }
        } catch (RuntimeException e) {
            metrics.counter("itinera_engagements_lost").increment();
            LOG.warnf(
                    "engagement not kept, neither Kafka nor the database answers status=%s message=%s error=%s",
                    signal.status(), signal.messageId(), e.getClass().getSimpleName());
        }
    }
}
