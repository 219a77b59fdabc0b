package io.itinera.profile.topology;

import io.itinera.profile.ProfileConfig;
import io.itinera.profile.identity.LinkDecisions;
import io.itinera.watermarks.Upstream;
import io.itinera.watermarks.UpstreamWatch;
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
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/** Gives the topology to Quarkus, which runs it. */
@ApplicationScoped
class ProfileStreams {

    private static final Duration ROUND = Duration.ofMillis(200);
    private static final Logger LOG = Logger.getLogger(ProfileStreams.class);

    /** A singleton, since Streams reads the topology's fields, which a proxy does not have. */
    @Produces
    @Singleton
    Topology topology(
            ProfileConfig config,
            LinkDecisions decisions,
            PartitionCount partitions,
            MeterRegistry registry,
            Upstream upstream) {
        LinkDecisions patient = new PatientDecisions(decisions, config.decisionPatience());
        return ProfileTopology.build(
                patient,
                new ProfileMetrics(registry),
                partitions,
                config.maxProfileBytes(),
                new DedupeWindow(config.dedupeWindow()),
                SegmentPace.of(config.segments()),
                new Inflow(upstream, config.segments().upstreamTolerance()));
    }

    @Produces
    @Singleton
    UpstreamWatch watch(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            ProfileConfig config,
            InstantSource clock) {
        ProfileConfig.Segments segments = config.segments();
        return new UpstreamWatch(
                connection, segments.upstreamGroup().map(Inflow::way), segments.upstreamTolerance(), ROUND, clock);
    }

    void start(@Observes StartupEvent event, UpstreamWatch watch, MeterRegistry registry) {
        if (watch.watched()) {
            watch.start();
            registry.gauge(
                    "itinera_profile_upstream_age_seconds",
                    watch,
                    watched -> watched.age().toMillis() / 1000.0);
        }
    }

    void end(@Disposes UpstreamWatch watch) {
        watch.close();
    }

    /** Whatever stops a thread, nothing was committed: a new thread begins at the last commit, and no record is passed over. */
    @Produces
    @ApplicationScoped
    StreamsUncaughtExceptionHandler replaceThread() {
        return error -> {
            LOG.error("stream thread replaced", error);
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }
}
