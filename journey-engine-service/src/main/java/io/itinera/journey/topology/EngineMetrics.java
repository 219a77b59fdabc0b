package io.itinera.journey.topology;

import io.itinera.contracts.Transition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the engine tells about itself. */
@ApplicationScoped
public class EngineMetrics {

    private final MeterRegistry registry;
    private final Timer lateness;
    private final Counter stale;
    private final Counter unreadable;
    private final AtomicInteger holding = new AtomicInteger();
    private final Map<String, Counter> transitions = new ConcurrentHashMap<>();

    /** Metrics in {@code registry}. */
    public EngineMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.lateness = Timer.builder("itinera_timer_lateness")
                .description("wall clock between a wait's due time and its firing")
                .publishPercentiles(0.5, 0.95, 0.99)
                .publishPercentileHistogram(false)
                .register(registry);
        this.stale = Counter.builder("itinera_timers_stale")
                .description("timers whose wait was over already")
                .register(registry);
        this.unreadable = Counter.builder("itinera_journeys_unreadable")
                .description("published journeys passed over because they cannot be read")
                .register(registry);
        registry.gauge("itinera_timers_held_partitions", holding);
    }

    void fired(Duration late) {
        lateness.record(late.isNegative() ? Duration.ZERO : late);
    }

    void stale() {
        stale.increment();
    }

    void unreadableJourney() {
        unreadable.increment();
    }

    void unreadableModel() {
        registry.counter("itinera_models_unreadable").increment();
    }

    /** A partition begins or ceases to hold waits back because it lags behind its input. */
    void holding(boolean begins) {
        holding.addAndGet(begins ? 1 : -1);
    }

    void dead(String topic, String reason) {
        registry.counter("itinera_dead_letters", "topic", topic, "reason", reason)
                .increment();
    }

    void failedTimer() {
        registry.counter("itinera_timers_failed").increment();
    }

    void took(Transition transition) {
        String journey = transition.journey().journey();
        transitions
                .computeIfAbsent(
                        journey + ' ' + transition.kind().wire(),
                        ignored -> registry.counter(
                                "itinera_instance_transitions",
                                "journey",
                                journey,
                                "kind",
                                transition.kind().wire()))
                .increment();
    }
}
