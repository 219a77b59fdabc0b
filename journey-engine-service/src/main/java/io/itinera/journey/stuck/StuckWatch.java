package io.itinera.journey.stuck;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Looks for stuck instances from time to time, for the metric {@code itinera_journey_stuck}. Each pod looks by itself at all of
 * them: take the largest figure, not the sum.
 */
@ApplicationScoped
public class StuckWatch {

    private static final Logger LOG = Logger.getLogger(StuckWatch.class);

    private final StuckReports reports;
    private final MeterRegistry registry;
    private volatile Map<String, Map<StuckReason, Long>> latest = Map.of();

    StuckWatch(StuckReports reports, MeterRegistry registry) {
        this.reports = reports;
        this.registry = registry;
    }

    void atStart(@Observes StartupEvent event) {
        for (StuckReason reason : StuckReason.values()) {
            Gauge.builder("itinera_journey_stuck", this, watch -> watch.sum(reason))
                    .description("instances that nothing will move on, by reason")
                    .tag("reason", reason.wire())
                    .register(registry);
        }
    }

    @Scheduled(
            every = "{itinera.journey.stuck.interval}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        latest = reports.counts();
        latest.forEach((journey, counts) -> LOG.warnf("instances stuck journey=%s counts=%s", journey, counts));
    }

    /** How many were stuck when last looked at, by journey and reason. */
    public Map<String, Map<StuckReason, Long>> latest() {
        return latest;
    }

    private double sum(StuckReason reason) {
        return latest.values().stream()
                .mapToLong(counts -> counts.getOrDefault(reason, 0L))
                .sum();
    }
}
