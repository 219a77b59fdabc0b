package io.itinera.journey;

import io.itinera.journey.catalog.JourneyConfig;
import io.itinera.outbound.ServiceTokenFilter;
import jakarta.inject.Singleton;

/** The bearer token for calls to other services, from the file that the configuration names. */
@Singleton
public class ServiceToken extends ServiceTokenFilter {

    ServiceToken(JourneyConfig config) {
        super(config.serviceTokenFile());
    }
}
