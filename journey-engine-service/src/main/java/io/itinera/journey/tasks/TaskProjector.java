package io.itinera.journey.tasks;

import io.itinera.contracts.TaskChange;
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

/** Reads what the engine says of tasks. */
@ApplicationScoped
class TaskProjector {

    private static final Form<TaskChange> CHANGE = Form.json(
            TaskChange.class,
            TaskProjector::usable,
            "a task has an id, a profile, a step, a kind, a time, and content when opened");

    private final TopicReader<TaskChange> reader;

    TaskProjector(TaskStore store, @Channel("journey-tasks-dead") MutinyEmitter<byte[]> dead, InstantSource clock) {
        reader = new TopicReader<>(CHANGE, store::apply, new DeadLetters(dead, clock));
    }

    @Incoming("journey-tasks")
    Uni<Void> project(ConsumerRecords<byte[], byte[]> batch) {
        return reader.read(batch);
    }

    private static boolean usable(TaskChange change) {
        return change.id() != null
                && change.profileId() != null
                && change.journey() != null
                && change.kind() != null
                && change.at() != null
                && (change.kind() != TaskChange.Kind.OPENED || change.content() != null);
    }
}
