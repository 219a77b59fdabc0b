package io.itinera.channel;

import io.itinera.outbound.ServiceTokenFilter;
import jakarta.inject.Singleton;

/** The bearer token for calls to other services, from the file that the configuration names. */
@Singleton
public class ServiceToken extends ServiceTokenFilter {

    ServiceToken(ChannelConfig config) {
        super(config.serviceTokenFile());
    }
}
