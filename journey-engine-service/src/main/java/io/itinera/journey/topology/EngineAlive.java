package io.itinera.journey.topology;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Dead only when Kafka Streams has given up for good; a broker that is away is no reason to start anew. */
@Liveness
@ApplicationScoped
class EngineAlive implements HealthCheck {

    private final KafkaStreams streams;

    EngineAlive(KafkaStreams streams) {
        this.streams = streams;
    }

    @Override
    public HealthCheckResponse call() {
        KafkaStreams.State state = streams.state();
        return HealthCheckResponse.named("engine")
                .status(state != KafkaStreams.State.ERROR && state != KafkaStreams.State.NOT_RUNNING)
                .withData("state", state.name())
                .build();
    }
}
