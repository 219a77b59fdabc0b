package io.itinera.journey.reporting;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/** Deletes what is older than its retention, in batches. Counters stay; those of days long past are added up by month. */
@ApplicationScoped
class CleanUp {

    private static final Logger LOG = Logger.getLogger(CleanUp.class);

    private final TransitionStore transitions;
    private final PositionStore positions;
    private final MessageStore messages;
    private final MonthStore months;
    private final ReportingConfig config;
    private final InstantSource clock;

    CleanUp(
            TransitionStore transitions,
            PositionStore positions,
            MessageStore messages,
            MonthStore months,
            ReportingConfig config,
            InstantSource clock) {
        this.transitions = transitions;
        this.positions = positions;
        this.messages = messages;
        this.months = months;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "{itinera.journey.reporting.clean-up-interval}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void cleanUp() {
        Instant before = clock.instant().minus(config.historyRetention());
        all(() -> transitions.deleteBefore(before, config.deleteBatch()));
        all(() -> messages.deleteBefore(before, config.deleteBatch()));
        all(() -> positions.deleteEndedBefore(before, config.deleteBatch()));
        LocalDate days = LocalDate.ofInstant(clock.instant().minus(config.days()), ZoneOffset.UTC)
                .withDayOfMonth(1);
        all(() -> months.addUp(days, config.deleteBatch()));
    }

    private void all(IntSupplier batch) {
        int deleted;
        do {
            deleted = batch.getAsInt();
            LOG.debugf("old reports deleted rows=%d", deleted);
        } while (deleted >= config.deleteBatch());
    }
}
