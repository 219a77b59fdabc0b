package io.itinera.channel.dispatch;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Channels;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;

/** One worker per channel, so that a slow provider holds up its own channel only. */
@ApplicationScoped
class Dispatcher {

    private final List<ChannelWorker> workers;
    private final Results results;

    Dispatcher(
            Channels channels,
            MessageStore store,
            Preparation preparation,
            Results results,
            PolicyDesk policies,
            ChannelConfig config,
            InstantSource clock) {
        this.results = results;
        this.workers = channels.all().stream()
                .map(channel ->
                        new ChannelWorker(channel, store, preparation, results, policies, config.dispatch(), clock))
                .toList();
    }

    /** Says that there may be something to do. */
    void wake() {
        workers.forEach(ChannelWorker::wake);
    }

    void start(@Observes StartupEvent event) {
        results.start(this::wake);
        workers.forEach(ChannelWorker::start);
    }

    /** First no new messages, then the answers of those that are out, so that a restart leaves nothing unknown. */
    void end(@Observes @Priority(1) ShutdownEvent event) {
        workers.forEach(ChannelWorker::stop);
        workers.forEach(ChannelWorker::await);
        results.end();
    }
}
