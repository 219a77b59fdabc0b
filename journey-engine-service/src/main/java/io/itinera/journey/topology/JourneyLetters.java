package io.itinera.journey.topology;

import io.itinera.contracts.Topics;
import io.itinera.journey.JourneyLost;
import io.itinera.journey.projection.Batches;
import io.itinera.journey.projection.DeadLetters;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps each journey that cannot be read as a dead letter. Every pod loads all journeys and passes such a record over; a consumer
 * group of its own reads them beside that, so that one pod writes the letter, once, and a restart does not write it again. It also
 * says so, for the journey to be published again.
 */
@ApplicationScoped
class JourneyLetters {

    private final DeadLetters letters;
    private final Event<JourneyLost> lost;
    private final EngineMetrics metrics;

    JourneyLetters(
            @Channel("journeys-dead") MutinyEmitter<byte[]> dead,
            Event<JourneyLost> lost,
            EngineMetrics metrics,
            InstantSource clock) {
        this.letters = new DeadLetters(dead, clock);
        this.lost = lost;
        this.metrics = metrics;
    }

    @Incoming("journeys-check")
    Uni<Void> check(ConsumerRecords<byte[], byte[]> batch) {
        return Batches.untilDone(batch, () -> checkAll(batch));
    }

    private void checkAll(ConsumerRecords<byte[], byte[]> batch) {
        Map<ConsumerRecord<byte[], byte[]>, String> flaws = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            flaw(record).ifPresent(why -> flaws.put(record, why));
            if (record.value() == null || flaws.containsKey(record)) {
                tell(record);
            }
        }
        // After all that PostgreSQL is needed for: what is tried again when it is away must not write a letter twice.
        flaws.forEach(this::bury);
    }

    /** Says that a journey is lost to the topic. */
    private void tell(ConsumerRecord<byte[], byte[]> record) {
        String key = key(record);
        if (isKey(key) && record.headers().lastHeader(JourneyLost.WRITTEN_BY) == null) {
            lost.fire(new JourneyLost(key));
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String flaw) {
        letters.buryAndWait(record, flaw);
        metrics.dead(Topics.JOURNEYS, "malformed");
    }

    private static Optional<String> flaw(ConsumerRecord<byte[], byte[]> record) {
        return LiveCatalog.flaw(key(record), record.value());
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    /** Whether a journey can have it. */
    private static boolean isKey(String key) {
        return key != null && !key.isEmpty() && key.indexOf(0) < 0;
    }
}
