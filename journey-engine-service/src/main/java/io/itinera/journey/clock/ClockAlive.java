package io.itinera.journey.clock;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Dead when the machine's clock was set back while the process ran: Kafka's clients stand still then, and a new process goes on. */
@Liveness
@ApplicationScoped
class ClockAlive implements HealthCheck {

    private final SuiteClock clock;

    ClockAlive(SuiteClock clock) {
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("clock").status(!clock.wasSetBack()).build();
    }
}
