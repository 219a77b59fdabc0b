package io.itinera.ingest.writekey;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the write keys were read: every sender would be refused. */
@Readiness
class WriteKeyReadiness implements HealthCheck {

    private final WriteKeys keys;

    WriteKeyReadiness(WriteKeys keys) {
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("write keys known")
                .status(keys.isLoaded())
                .build();
    }
}
