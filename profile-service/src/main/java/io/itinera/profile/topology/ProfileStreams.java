package io.itinera.profile.topology;

import io.itinera.profile.ProfileConfig;
import io.itinera.profile.identity.LinkDecisions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/** Gives the topology to Quarkus, which runs it. */
@ApplicationScoped
class ProfileStreams {

    private static final Logger LOG = Logger.getLogger(ProfileStreams.class);

    /** A singleton, since Streams reads the topology's fields, which a proxy does not have. */
    @Produces
    @Singleton
    Topology topology(ProfileConfig config, LinkDecisions decisions, MeterRegistry registry) {
        LinkDecisions patient = new PatientDecisions(decisions, config.decisionPatience());
        return ProfileTopology.build(
                patient, new ProfileMetrics(registry), config.maxProfileBytes(), SegmentPace.of(config.segments()));
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
