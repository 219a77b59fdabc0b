package io.itinera.journey.topology;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.Topics;
import io.itinera.journey.JourneyLost;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Keeps each journey that cannot be read as a dead letter. Every pod loads all journeys and passes such a record over; a consumer
 * group of its own reads them beside that, so that one pod writes the letter, once, and a restart does not write it again. It also
 * says so, for the journey to be published again.
 */
@ApplicationScoped
class JourneyLetters {

    private static final Logger LOG = Logger.getLogger(JourneyLetters.class);

    private final MutinyEmitter<byte[]> dead;
    private final Event<JourneyLost> lost;
    private final EngineMetrics metrics;
    private final InstantSource clock;

    JourneyLetters(
            @Channel("journeys-dead") MutinyEmitter<byte[]> dead,
            Event<JourneyLost> lost,
            EngineMetrics metrics,
            InstantSource clock) {
        this.dead = dead;
        this.lost = lost;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Incoming("journeys-check")
    Uni<Void> check(ConsumerRecords<byte[], byte[]> batch) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(() -> batch.forEach(this::check))
                .onFailure()
                .invoke(e -> LOG.warnf(
                        "dead letters of journeys not written, trying again error=%s",
                        e.getClass().getSimpleName()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }

    private void check(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
        Optional<String> flaw = LiveCatalog.flaw(key, record.value());
        boolean useless = flaw.isPresent() || record.value() == null;
        if (useless && isKey(key) && record.headers().lastHeader(JourneyLost.WRITTEN_BY) == null) {
            // Before the letter: what is tried again when PostgreSQL is away must not write it twice.
            lost.fire(new JourneyLost(key));
        }
        flaw.ifPresent(why -> bury(record, why));
    }

    /** Whether a journey can have it. */
    private static boolean isKey(String key) {
        return key != null && !key.isEmpty() && key.indexOf(0) < 0;
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String flaw) {
        ProducerRecord<byte[], byte[]> letter =
                DeadLetter.of(record, EffectSink.SERVICE, "malformed", flaw, clock.instant());
        dead.sendMessageAndAwait(Message.of(letter.value() == null ? new byte[0] : letter.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(letter.topic())
                        .withKey(letter.key())
                        .withHeaders(letter.headers())
                        .build()));
        metrics.dead(Topics.JOURNEYS, "malformed");
    }
}
