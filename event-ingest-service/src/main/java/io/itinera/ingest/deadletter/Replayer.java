package io.itinera.ingest.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.Topics;
import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.deadletter.ReplayView.StillRefused;
import io.itinera.ingest.intake.RefusedException;
import io.itinera.ingest.publish.EventPublisher;
import io.itinera.ingest.publish.UnavailableException;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts dead letters back, oldest first, some at a time, each once. */
@ApplicationScoped
class Replayer {

    /** Most letters of one call: it ends within seconds, and the caller asks again while there are more. */
    private static final int MOST = 1000;
    /** Letters read and put back at a time. */
    private static final int STEP = 100;

    private final Map<String, Object> connection;
    private final EventPublisher publisher;
    private final ReplayStore store;
    private final IngestConfig config;
    private final InstantSource time;
    private final Counter replayed;

    Replayer(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            EventPublisher publisher,
            ReplayStore store,
            IngestConfig config,
            InstantSource time,
            MeterRegistry metrics) {
        this.connection = connection;
        this.publisher = publisher;
        this.store = store;
        this.config = config;
        this.time = time;
        this.replayed = metrics.counter("itinera_dead_letters_replayed");
    }

    /**
     * How letters go back.
     *
     * @param topic to which
     * @param journeys whether journeys act on what goes back, where that is an event
     */
    record Way(String topic, boolean journeys) {}

    /**
     * Replays certain letters.
     *
     * @param wanted body by letter; a null body is the letter's own
     */
    ReplayView some(Way way, Map<LetterId, JsonNode> wanted, String byWhom) {
        String topic = way.topic();
        Progress progress = new Progress(way, byWhom);
        try (DeadTopic dead = DeadTopic.open(connection, Topics.dead(topic))) {
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            wanted.keySet().forEach(id -> dead.find(id)
                    .ifPresentOrElse(
                            found::add,
                            () -> progress.refused.add(new StillRefused(
                                    id.toString(), "not-there", "there is no such letter, or no longer"))));
            progress.step(found, wanted);
        }
        return progress.view(false);
    }

    /**
     * Replays all letters that were not replayed yet.
     *
     * @param reason only those with this reason; null for all
     */
    ReplayView all(Way way, String reason, String byWhom) {
        String topic = way.topic();
        Progress progress = new Progress(way, byWhom);
        try (DeadTopic dead = DeadTopic.open(connection, Topics.dead(topic))) {
            for (int partition : dead.partitions()) {
                long end = dead.end(partition);
                for (long from = dead.begin(partition); from < end; from += STEP) {
                    if (progress.count() >= MOST) {
                        return progress.view(true);
                    }
                    List<ConsumerRecord<byte[], byte[]>> letters =
                            dead.read(partition, from, Math.min(end, from + STEP)).stream()
                                    .filter(l ->
                                            reason == null || reason.equals(LetterView.header(l, DeadLetter.REASON)))
                                    .toList();
                    progress.step(letters, Map.of());
                }
            }
        }
        return progress.view(false);
    }

    /** What one call has done so far. */
    private final class Progress {

        private final Way way;
        private final String topic;
        private final String byWhom;
        private final List<StillRefused> refused = new ArrayList<>();
        private int done;
        private int before;

        Progress(Way way, String byWhom) {
            this.way = way;
            this.topic = way.topic();
            this.byWhom = byWhom;
        }

        int count() {
            return done + refused.size();
        }

        void step(List<ConsumerRecord<byte[], byte[]>> letters, Map<LetterId, JsonNode> repaired) {
            Collection<LetterId> ids = letters.stream().map(LetterView::id).toList();
            Collection<LetterId> already = store.replayed(topic, ids).keySet();
            Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
            Map<LetterId, ProducerRecord<byte[], byte[]>> back = new LinkedHashMap<>();
            for (ConsumerRecord<byte[], byte[]> letter : letters) {
                LetterId id = LetterView.id(letter);
                if (already.contains(id)) {
                    before++;
                } else {
                    try {
                        back.put(id, Revival.revive(topic, letter, repaired.get(id), config, now, way.journeys()));
                    } catch (RefusedException e) {
                        refused.add(new StillRefused(id.toString(), e.reason(), e.getMessage()));
                    }
                }
            }
            if (!back.isEmpty()) {
                publish(List.copyOf(back.values()));
                store.add(topic, back.keySet(), now, byWhom);
                done += back.size();
                replayed.increment(back.size());
            }
        }

        ReplayView view(boolean more) {
            return new ReplayView(done, before, refused, more);
        }

        private void publish(List<ProducerRecord<byte[], byte[]>> records) {
            try {
                publisher.publish(records).toCompletableFuture().join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof UnavailableException) {
                    throw new ProblemException(
                            CommonProblem.UNAVAILABLE, "Kafka has not taken all letters; repeating this is harmless");
                }
                throw e;
            }
        }
    }
}
