package io.itinera.profile.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** What the topology counts. */
final class ProfileMetrics {

    private final MeterRegistry registry;
    private final Counter decisions;
    private final Counter applied;
    private final Counter repeated;
    private final Counter forwarded;
    private final Counter merges;

    ProfileMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.decisions = registry.counter("itinera_profile_link_decisions");
        this.applied = registry.counter("itinera_profile_inputs", "outcome", "applied");
        this.repeated = registry.counter("itinera_profile_inputs", "outcome", "repeated");
        this.forwarded = registry.counter("itinera_profile_inputs", "outcome", "forwarded");
        this.merges = registry.counter("itinera_profile_merges");
    }

    void decided() {
        decisions.increment();
    }

    void applied() {
        applied.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void forwarded() {
        forwarded.increment();
    }

    void merged() {
        merges.increment();
    }

    void dead(String topic, String reason) {
        registry.counter("itinera_profile_dead_letters", "topic", topic, "reason", reason)
                .increment();
    }

    void unreadableSegment() {
        registry.counter("itinera_profile_segments_unreadable").increment();
    }

    /** A membership changed: how long after what caused it. */
    void memberships(String cause, int changes, Duration after) {
        registry.counter("itinera_profile_segment_changes", "cause", cause).increment(changes);
        registry.timer("itinera_profile_segment_freshness", "cause", cause).record(after);
    }
}
