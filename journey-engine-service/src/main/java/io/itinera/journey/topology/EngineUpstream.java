package io.itinera.journey.topology;

import io.itinera.contracts.Topics;
import io.itinera.journey.timers.TimerConfig;
import io.itinera.watermarks.LagAwareClients;
import io.itinera.watermarks.UpstreamWatch;
import io.itinera.watermarks.Way;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches the way of events through profile-service, for as long as this service runs. */
@ApplicationScoped
class EngineUpstream {

    /** Part of the lateness of every wait. */
    static final Duration ROUND = Duration.ofMillis(50);

    /** What comes in; what is to be done to one profile; and the same again, as work for a merged profile is led on. */
    static Way way(String group) {
        return new Way(
                group,
                List.of(
                        Set.of(Topics.EVENTS, Topics.MESSAGES),
                        Set.of(Topics.PROFILE_WORK),
                        Set.of(Topics.PROFILE_WORK)),
                Set.of(Topics.ACTIVITY));
    }

    @Produces
    @Singleton
    UpstreamWatch watch(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            TimerConfig config,
            InstantSource clock) {
        return new UpstreamWatch(
                connection, config.upstreamGroup().map(EngineUpstream::way), config.upstreamTolerance(), ROUND, clock);
    }

    /** The clients of Kafka Streams, which know how far the engine is in its input. */
    @Produces
    @Singleton
    LagAwareClients clients() {
        return new LagAwareClients();
    }

    void start(@Observes StartupEvent event, UpstreamWatch watch, MeterRegistry registry) {
        if (watch.watched()) {
            watch.start();
            registry.gauge(
                    "itinera_timers_upstream_age_seconds",
                    watch,
                    watched -> watched.age().toMillis() / 1000.0);
        }
    }

    void end(@Disposes UpstreamWatch watch) {
        watch.close();
    }
}
