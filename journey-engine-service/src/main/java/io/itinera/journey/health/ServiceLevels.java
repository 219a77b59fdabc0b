package io.itinera.journey.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.ServiceLevel;
import io.itinera.journey.reporting.JourneyReport;
import io.itinera.journey.reporting.JourneyReports;
import io.itinera.journey.reporting.ReportQuery;
import io.itinera.journey.reporting.Spread;
import io.itinera.journey.reporting.Tests;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How service levels are kept: by those who passed today and yesterday (UTC), and by those who stand there now. */
@ApplicationScoped
class ServiceLevels {

    private final JourneyReports reports;
    private final HealthStore store;

    ServiceLevels(JourneyReports reports, HealthStore store) {
        this.reports = reports;
        this.store = store;
    }

    List<Health.Level> of(String journey, JsonNode definition, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Map<Duration, JourneyReport.Version> read = new HashMap<>();
        return ServiceLevel.of(definition).stream()
                .map(level -> {
                    JourneyReport.Version passed =
                            read.computeIfAbsent(level.within(), within -> reports.of(new ReportQuery(
                                            journey, null, today.minusDays(1), null, Tests.EXCLUDE, false, within))
                                    .total());
                    Spread spread = level.step() == null ? toGoal(passed, level.goal()) : dwell(passed, level.step());
                    long lateNow =
                            level.step() == null ? 0 : store.standing(journey, level.step(), now.minus(level.within()));
                    return Health.Level.of(level, spread == null ? 0 : spread.n(), share(spread), lateNow);
                })
                .toList();
    }

    private static Double share(Spread spread) {
        return spread == null || spread.n() == 0 ? null : spread.shareWithin();
    }

    private static Spread dwell(JourneyReport.Version passed, String step) {
        return passed.steps().stream()
                .filter(s -> s.step().equals(step))
                .map(JourneyReport.Step::dwell)
                .findFirst()
                .orElse(null);
    }

    private static Spread toGoal(JourneyReport.Version passed, String goal) {
        return passed.goals().stream()
                .filter(g -> g.goal().equals(goal))
                .map(JourneyReport.Goal::timeToValue)
                .findFirst()
                .orElse(null);
    }
}
