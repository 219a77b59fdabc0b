package io.itinera.profile.topology;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only when this pod processes its partitions; alive unless Streams has given up. A Kafka that is away is no reason to
 * restart the pod, so the extension's own checks, which say otherwise, are off.
 */
@ApplicationScoped
class StreamsHealth {

    private static final String NAME = "profile topology";

    @Produces
    @Readiness
    HealthCheck running(KafkaStreams streams) {
        return () -> response(streams, streams.state() == KafkaStreams.State.RUNNING);
    }

    @Produces
    @Liveness
    HealthCheck notGivenUp(KafkaStreams streams) {
        return () -> response(
                streams,
                streams.state() != KafkaStreams.State.ERROR && streams.state() != KafkaStreams.State.PENDING_ERROR);
    }

    private static HealthCheckResponse response(KafkaStreams streams, boolean up) {
        return HealthCheckResponse.named(NAME)
                .status(up)
                .withData("state", streams.state().name())
                .build();
    }
}
