package io.itinera.channel.tracking;

import io.itinera.channel.outcome.OutcomeRelay;
import io.itinera.channel.stream.DeadLetters;
import io.itinera.channel.stream.TopicReader;
import io.itinera.contracts.ConsentState;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A no that came through a message's link is an outcome of that message. What still waits for the same profile needs no
 * attention here: consent is asked right before each message goes out.
 */
@ApplicationScoped
class UnsubscribeListener {

    private static final String GROUP = "channel-service-consents";

    private final TopicReader reader;
    private final DeadLetters deadLetters;
    private final EngagementStore store;
    private final OutcomeRelay relay;
    private final InstantSource clock;
    private final JsonSerde<ConsentState> json = JsonSerde.of(ConsentState.class);

    UnsubscribeListener(
            TopicReader reader,
            DeadLetters deadLetters,
            EngagementStore store,
            OutcomeRelay relay,
            InstantSource clock) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.store = store;
        this.relay = relay;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        reader.read(Topics.CONSENTS, GROUP, this::handle);
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<Signal> signals = new ArrayList<>();
        for (DeadLetters.Read<ConsentState> read : deadLetters.read(batch, r -> json.read(r.value()))) {
            read.value().choices().stream()
                    .filter(UnsubscribeListener::concernsMessage)
                    .forEach(choice -> signals.add(signal(choice)));
        }
        if (!signals.isEmpty() && store.note(signals) > 0) {
            relay.wake();
        }
    }

    private static boolean concernsMessage(ConsentState.Choice choice) {
        return choice != null
                && !choice.granted()
                && choice.messageId() != null
                && choice.messageId().indexOf(0) < 0;
    }

    private Signal signal(ConsentState.Choice choice) {
        Instant at = choice.decidedAt() == null ? clock.instant() : choice.decidedAt();
        return new Signal(choice.messageId(), MessageStatus.UNSUBSCRIBED, at, null, choice.source());
    }
}
