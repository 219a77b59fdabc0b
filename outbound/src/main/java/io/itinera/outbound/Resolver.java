package io.itinera.outbound;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
public final class Resolver {

    private static final Duration KEEP = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final AddressGuard guard;
    private final InstantSource clock;
    private final Names names;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    /**
     * @param vertx whose worker threads look names up
     * @param guard says which addresses may be called
     * @param clock says when an address is looked up again
     */
    public Resolver(Vertx vertx, AddressGuard guard, InstantSource clock) {
        this(vertx, guard, clock, InetAddress::getAllByName);
    }

    Resolver(Vertx vertx, AddressGuard guard, InstantSource clock, Names names) {
        this.vertx = vertx;
        this.guard = guard;
        this.clock = clock;
        this.names = names;
    }

    /** The address to call; empty when none of the name's addresses is allowed; fails when the name is not known. */
    public Future<Optional<String>> resolve(String host) {
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
        for (InetAddress address : names.addresses(host)) {
            if (guard.allows(host, address)) {
                return Optional.of(address.getHostAddress());
            }
        }
        return Optional.empty();
    }

    /** Where names are looked up. */
    interface Names {

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private record Known(Optional<String> address, Instant staleAt) {}
}
