package io.itinera.channel.channel.webhook;

import io.itinera.channel.ChannelConfig;
import io.itinera.outbound.AddressGuard;
import io.itinera.outbound.Resolver;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/** Says where webhooks may go, as the configuration has it. */
@ApplicationScoped
class Outbound {

    @Produces
    @Singleton
    AddressGuard guard(ChannelConfig config) {
        return new AddressGuard(
                config.webhook().allowLoopback(),
                config.webhook().allowedHosts().orElse(Set.of()),
                "itinera.channel.webhook.allow-loopback");
    }

    @Produces
    @Singleton
    Resolver resolver(Vertx vertx, AddressGuard guard, InstantSource clock) {
        return new Resolver(vertx, guard, clock);
    }
}
