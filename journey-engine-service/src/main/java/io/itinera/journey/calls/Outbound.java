package io.itinera.journey.calls;

import io.itinera.outbound.AddressGuard;
import io.itinera.outbound.Resolver;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Set;

/** Says where calls of webhook steps may go, as the configuration has it. */
@ApplicationScoped
class Outbound {

    @Produces
    @Singleton
    AddressGuard guard(CallsConfig config) {
        return new AddressGuard(
                config.allowLoopback(), config.allowedHosts().orElse(Set.of()), "itinera.journey.calls.allow-loopback");
    }

    @Produces
    @Singleton
    Resolver resolver(Vertx vertx, AddressGuard guard, InstantSource clock) {
        return new Resolver(vertx, guard, clock);
    }
}
