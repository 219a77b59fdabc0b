package io.itinera.journey.reporting;

import io.itinera.contracts.Transition;
import io.itinera.journey.projection.DeadLetters;
import io.itinera.journey.projection.Form;
import io.itinera.journey.projection.TopicReader;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads transitions into the reports. */
@ApplicationScoped
class TransitionProjector {

    private final TopicReader<Transition> reader;

    TransitionProjector(
            TransitionStore store, @Channel("transitions-dead") MutinyEmitter<byte[]> dead, InstantSource clock) {
        reader = new TopicReader<>(
                Form.json(Transition.class, TransitionProjector::usable, "lacks what a report needs"),
                store::add,
                new DeadLetters(dead, clock));
    }

    @Incoming("transitions")
    Uni<Void> project(ConsumerRecords<byte[], byte[]> batch) {
        return reader.read(batch);
    }

    private static boolean usable(Transition transition) {
        return transition.id() != null
                && transition.profileId() != null
                && transition.kind() != null
                && transition.at() != null
                && transition.journey() != null
                && transition.journey().journey() != null;
    }
}
