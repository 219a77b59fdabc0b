package io.itinera.local.stack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts a service again that ended without being asked to, as the cluster does: at once, then later and later where it goes on ending. */
final class Keeper implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(500);

    private final List<ServiceProcess> services;
    private final Map<ServiceProcess, Backoff> ended = new HashMap<>();
    private final InstantSource clock;
    private final Consumer<String> say;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("itinera-keeper").daemon().factory());
    private boolean closed;

    Keeper(Collection<ServiceProcess> services, InstantSource clock, Consumer<String> say) {
        this.services = List.copyOf(services);
        this.clock = clock;
        this.say = say;
    }

    void start() {
        looks.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** From its return on nothing is started any more. */
    @Override
    public synchronized void close() {
        closed = true;
        looks.shutdownNow();
    }

    private synchronized void look() {
        if (!closed) {
            services.stream().filter(service -> !service.isAlive()).forEach(this::again);
        }
    }

    private void again(ServiceProcess service) {
        Backoff backoff = ended.computeIfAbsent(service, _ -> new Backoff());
        if (!backoff.allows(clock.instant())) {
            return;
        }
        say.accept("%s ended, starting it again".formatted(service.name()));
        try {
            service.start();
        } catch (RuntimeException e) {
            say.accept("%s cannot be started: %s".formatted(service.name(), e.getMessage()));
        }
    }
}
