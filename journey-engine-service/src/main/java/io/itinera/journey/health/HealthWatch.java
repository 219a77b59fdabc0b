package io.itinera.journey.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks at all journeys from time to time, for the metric {@code itinera_journey_alerts} and the log. Each pod looks by itself at all of
 * them: take the largest figure, not the sum.
 */
@ApplicationScoped
class HealthWatch {

    private static final Logger LOG = Logger.getLogger(HealthWatch.class);

    private final HealthReports reports;
    private final MultiGauge gauge;
    private Set<What> known = Set.of();

    HealthWatch(HealthReports reports, MeterRegistry registry) {
        this.reports = reports;
        this.gauge = MultiGauge.builder("itinera_journey_alerts")
                .description("alerts of a journey, by kind")
                .register(registry);
    }

    /** An alert, whatever its figures are. */
    private record What(String journey, String kind, Integer version, String place) {
        static What of(Alert alert) {
            return new What(alert.journey(), alert.kind().wire(), alert.version(), alert.place());
        }
    }

    @Scheduled(
            every = "{itinera.journey.health.interval}",
            delayed = "45s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<Alert> alerts = reports.alerts();
        Map<Tags, Long> counts = alerts.stream()
                .collect(Collectors.groupingBy(
                        alert -> Tags.of(
                                "journey", alert.journey(), "kind", alert.kind().wire()),
                        Collectors.counting()));
        gauge.register(
                counts.entrySet().stream()
                        .map(e -> MultiGauge.Row.of(e.getKey(), e.getValue()))
                        .toList(),
                true);
        tell(alerts);
    }

    private void tell(List<Alert> alerts) {
        Set<What> now = new HashSet<>();
        for (Alert alert : alerts) {
            What what = What.of(alert);
            if (now.add(what) && !known.contains(what)) {
                LOG.warnf(
                        "journey needs a look journey=%s kind=%s version=%s place=%s",
                        what.journey(), what.kind(), what.version(), what.place());
            }
        }
        known = now;
    }
}
