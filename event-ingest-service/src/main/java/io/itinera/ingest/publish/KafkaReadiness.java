package io.itinera.ingest.publish;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while Kafka is away: another replica may reach it, and a restart would not help. */
@Readiness
class KafkaReadiness implements HealthCheck {

    private final KafkaLink kafka;

    KafkaReadiness(KafkaLink kafka) {
        this.kafka = kafka;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("Kafka takes events")
                .status(kafka.isHere())
                .build();
    }
}
