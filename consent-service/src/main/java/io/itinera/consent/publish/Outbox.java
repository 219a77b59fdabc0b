package io.itinera.consent.publish;

import io.itinera.consent.consent.Choice;
import io.itinera.consent.consent.ConsentStore;
import io.itinera.consent.consent.ConsentStore.Pending;
import io.itinera.consent.consent.Precedence;
import io.itinera.consent.policy.ConsentConfig;
import io.itinera.contracts.ConsentState;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Brings consent states to Kafka. One replica at a time does, and it reads a state only after it is the one, so that for a
 * profile a newer state is never followed by an older one. Writers of consent do not wait for it.
 */
@ApplicationScoped
class Outbox {

    private final ConsentStore store;
    private final Database database;
    private final ConsentConfig.Outbox config;
    private final Map<String, Object> kafka;
    private KafkaProducer<String, ConsentState> producer;

    Outbox(
            ConsentStore store,
            Database database,
            ConsentConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.store = store;
        this.database = database;
        this.config = config.outbox();
        this.kafka = kafka;
    }

    /**
     * Publishes some states and returns when Kafka has them.
     *
     * @return how many; 0 when there are none, or another replica is publishing
     */
    @Transactional
    int publish() throws InterruptedException, ExecutionException {
        boolean mine = database.list(
                        "select pg_try_advisory_xact_lock(hashtext('itinera.consent.outbox')) as mine",
                        row -> row.getBoolean("mine"))
                .getFirst();
        List<Pending> pending = mine ? store.pending(config.batch()) : List.of();
        if (pending.isEmpty()) {
            return 0;
        }
        Map<UUID, List<Choice>> choices =
                store.kept(pending.stream().map(Pending::profile).toList());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try {
            for (Pending state : pending) {
                String key = state.profile().toString();
                List<Choice> own = choices.getOrDefault(state.profile(), List.of());
                Future<RecordMetadata> future =
                        producer().send(new ProducerRecord<>(Topics.CONSENTS, key, state(key, own)));
                if (future.isDone()) { // refused at once: the broker is away, and each further one would block as long
                    future.get();
                }
                sent.add(future);
            }
        } finally { // nothing is on its way any more when the next one may publish
            producer().flush();
        }
        for (Future<RecordMetadata> future : sent) {
            future.get();
        }
        store.published(pending);
        return pending.size();
    }

    /** How many states wait. */
    long pending() {
        return store.countPending();
    }

    /** Ends the connection to Kafka. */
    synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }

    /** What a state looks like on the wire; a profile without choices, such as one that was merged away, is a tombstone. */
    static ConsentState state(String profile, List<Choice> choices) {
        return choices.isEmpty()
                ? null
                : new ConsentState(
                        profile,
                        Precedence.effective(choices).stream()
                                .map(choice -> new ConsentState.Choice(
                                        choice.scope().channel(),
                                        choice.scope().purpose(),
                                        choice.granted(),
                                        choice.decidedAt(),
                                        choice.proof().source(),
                                        Long.toString(choice.proof().seq()),
                                        choice.proof().messageId()))
                                .toList());
    }

    private synchronized KafkaProducer<String, ConsentState> producer() {
        if (producer == null) {
            long timeout = config.deliveryTimeout().toMillis();
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put(ProducerConfig.CLIENT_ID_CONFIG, "consent-states");
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) timeout);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (timeout / 2));
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
            producer = new KafkaProducer<>(
                    settings,
                    new StringSerializer(),
                    JsonSerde.of(ConsentState.class).serializer());
        }
        return producer;
    }
}
