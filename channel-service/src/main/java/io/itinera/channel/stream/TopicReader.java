package io.itinera.channel.stream;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts the consumer loops, and ends them when the service ends. */
@ApplicationScoped
public class TopicReader {

    private final KafkaSettings settings;
    private final List<ConsumerLoop> loops = new CopyOnWriteArrayList<>();

    TopicReader(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Reads a topic from now on, in a thread of its own. */
    public void read(String topic, String group, BatchHandler handler) {
        ConsumerLoop loop = new ConsumerLoop(topic, settings.consumer(group), handler);
        loops.add(loop);
        loop.start();
    }

    /** True while every loop's thread lives. */
    public boolean alive() {
        return loops.stream().allMatch(ConsumerLoop::alive);
    }

    void end(@Observes ShutdownEvent event) {
        loops.forEach(ConsumerLoop::stop);
        loops.forEach(ConsumerLoop::await);
    }
}
