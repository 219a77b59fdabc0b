package io.itinera.journey.reporting;

import io.itinera.contracts.MessageOutcome;
import io.itinera.journey.projection.DeadLetters;
import io.itinera.journey.projection.Form;
import io.itinera.journey.projection.TopicReader;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads what became of messages into the reports. Messages that no step asked for are not theirs. */
@ApplicationScoped
class MessageProjector {

    private final TopicReader<MessageOutcome> reader;
    private final MessageStore store;

    MessageProjector(MessageStore store, @Channel("transitions-dead") MutinyEmitter<byte[]> dead, InstantSource clock) {
        this.store = store;
        this.reader = new TopicReader<>(
                Form.json(MessageOutcome.class, MessageProjector::usable, "lacks what a report needs"),
                this::ofJourneys,
                new DeadLetters(dead, clock));
    }

    @Incoming("messages")
    Uni<Void> project(ConsumerRecords<byte[], byte[]> batch) {
        return reader.read(batch);
    }

    private void ofJourneys(List<MessageOutcome> outcomes) {
        List<MessageOutcome> ours = outcomes.stream()
                .filter(o -> o.journey() != null
                        && o.journey().journey() != null
                        && o.journey().instance() != null
                        && o.journey().step() != null)
                .toList();
        if (!ours.isEmpty()) {
            store.add(ours);
        }
    }

    private static boolean usable(MessageOutcome outcome) {
        return outcome.messageId() != null
                && outcome.channel() != null
                && outcome.status() != null
                && outcome.at() != null;
    }
}
