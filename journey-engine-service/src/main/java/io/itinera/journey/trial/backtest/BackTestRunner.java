package io.itinera.journey.trial.backtest;

import io.itinera.conditions.Span;
import io.itinera.journey.database.StoredJson;
import io.itinera.journey.trial.delivery.AssumedCap;
import io.itinera.journey.trial.delivery.LiveRules;
import io.itinera.journey.trial.delivery.Rules;
import io.itinera.journey.trial.log.RecordedTopics;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Runs back-tests, one at a time in each pod. A job whose pod goes away is begun anew by the next that looks: a replay has the same
 * result however often it is begun.
 */
@ApplicationScoped
class BackTestRunner {

    private static final Logger LOG = Logger.getLogger(BackTestRunner.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final BackTestStore store;
    private final RecordedTopics topics;
    private final BackTestConfig config;
    private final LiveRules rules;
    private final InstantSource clock;
    private volatile boolean ending;

    BackTestRunner(
            BackTestStore store, RecordedTopics topics, BackTestConfig config, LiveRules rules, InstantSource clock) {
        this.store = store;
        this.topics = topics;
        this.config = config;
        this.rules = rules;
        this.clock = clock;
    }

    /** A job that was taken. */
    private record Job(BackTestRow row, int attempt) {}

    void end(@Observes ShutdownEvent event) {
        ending = true;
    }

    /** Runs what waits. */
    @Scheduled(every = "{itinera.journey.back-test.interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        boolean more = true;
        while (more && !ending) {
            Optional<Job> job = take();
            job.ifPresent(this::run);
            more = job.isPresent();
        }
    }

    private Optional<Job> take() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<BackTestRow> next = store.next(clock.instant().minus(config.silence()));
            next.ifPresent(row -> {
                row.state = row.attempts >= config.attempts() ? "failed" : row.cancel ? "cancelled" : "running";
                if (!"running".equals(row.state)) {
                    row.finishedAt = now();
                    row.error = row.cancel ? null : "it was interrupted " + row.attempts + " times";
                    return;
                }
                row.attempts++;
                row.records = 0;
                row.startedAt = now();
                row.beatAt = row.startedAt;
            });
            return next.filter(row -> "running".equals(row.state)).map(row -> new Job(row, row.attempts));
        });
    }

    private void run(Job job) {
        LOG.infof("back-test begins id=%s journey=%s", job.row().id, job.row().journey);
        Heart heart = new Heart(job);
        try (Shelf shelf = new Shelf(config.statesInMemory())) {
            BackTestReport report =
                    new BackTestRun(topics, tested(job.row()), period(job.row()), rules(job.row()), heart).run(shelf);
            LOG.infof("back-test done id=%s records=%d seconds=%.1f", job.row().id, report.records(), report.seconds());
            finish(job, "done", null, StoredJson.write(report));
        } catch (BackTestRun.StoppedException e) {
            stopped(job);
        } catch (RuntimeException e) {
            LOG.errorf(e, "back-test failed id=%s", job.row().id);
            finish(job, "failed", e.getClass().getSimpleName() + ": " + e.getMessage(), null);
        }
    }

    /** Cancelled, taken by another pod, or interrupted because this pod ends: then it waits again. */
    private void stopped(Job job) {
        QuarkusTransaction.requiringNew().run(() -> store.locked(job.row().id)
                .filter(row -> row.attempts == job.attempt() && "running".equals(row.state))
                .ifPresent(row -> {
                    row.state = row.cancel ? "cancelled" : "queued";
                    row.finishedAt = row.cancel ? now() : null;
                    row.attempts -= row.cancel ? 0 : 1;
                }));
        LOG.infof("back-test stopped id=%s", job.row().id);
    }

    private void finish(Job job, String state, String error, String report) {
        QuarkusTransaction.requiringNew().run(() -> store.locked(job.row().id)
                .filter(row -> row.attempts == job.attempt() && "running".equals(row.state))
                .ifPresent(row -> {
                    row.state = state;
                    row.error = error;
                    row.report = report;
                    row.records = row.total;
                    row.finishedAt = now();
                }));
    }

    private static Tested tested(BackTestRow row) {
        return new Tested(row.journey, row.version, StoredJson.read(row.definition));
    }

    private Rules rules(BackTestRow row) {
        List<AssumedCap> caps = StoredJson.read(row.caps, BackTest.CAPS);
        return caps == null ? rules.now() : rules.now().assuming(AssumedCap.caps(caps, "/caps"));
    }

    private static Period period(BackTestRow row) {
        Instant readFrom =
                row.warmUp == null ? null : Span.parse(row.warmUp).negated().after(row.from, ZoneOffset.UTC);
        return new Period(readFrom, row.from, row.to, row.sample);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Tells now and then how far the job has come, and hears whether it is to go on. */
    private final class Heart implements BackTestRun.Progress {
        private final Job job;
        private Instant last = Instant.EPOCH;

        Heart(Job job) {
            this.job = job;
        }

        @Override
        public void at(long records, long total) {
            if (ending) {
                throw new BackTestRun.StoppedException();
            }
            Instant now = clock.instant();
            if (now.isBefore(last.plus(BEAT))) {
                return;
            }
            last = now;
            boolean on = QuarkusTransaction.requiringNew()
                    .call(() -> store.beat(job.row().id, job.attempt(), records, total, now));
            if (!on) {
                throw new BackTestRun.StoppedException();
            }
        }
    }
}
