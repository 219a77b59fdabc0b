package io.itinera.journey.calls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Looks up an endpoint's address, checks it, and hands out the address that it checked: a name that answers with a public
 * address first and a private one later gets nowhere.
 */
@ApplicationScoped
class Resolver {

    private static final Duration KEEP = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final AddressGuard guard;
    private final InstantSource clock;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    Resolver(Vertx vertx, AddressGuard guard, InstantSource clock) {
        this.vertx = vertx;
        this.guard = guard;
        this.clock = clock;
    }

    /** The address to call; empty when none of the name's addresses is allowed; fails when the name is not known. */
    Future<Optional<String>> resolve(String host) {
        Instant now = clock.instant();
        Known present = known.get(host);
        if (present != null && now.isBefore(present.staleAt)) {
            return Future.succeededFuture(present.address);
        }
        return vertx.executeBlocking(() -> lookUp(host), false).onSuccess(address -> {
            known.put(host, new Known(address, now.plus(KEEP)));
        });
    }

    private Optional<String> lookUp(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (guard.allows(host, address)) {
                return Optional.of(address.getHostAddress());
            }
        }
        return Optional.empty();
    }

    private record Known(Optional<String> address, Instant staleAt) {}
}
