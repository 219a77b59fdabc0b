package io.itinera.channel.stream;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive as long as every consumer thread is; Kafka being away does not end one. */
@Liveness
@ApplicationScoped
class ReadingCheck implements HealthCheck {

    private final TopicReader reader;

    ReadingCheck(TopicReader reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("consumers").status(reader.alive()).build();
    }
}
