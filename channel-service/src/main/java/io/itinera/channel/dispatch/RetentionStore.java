package io.itinera.channel.dispatch;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.sandbox.SandboxStore;
import io.itinera.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Removes messages that were settled long ago, with what customers did with them, and what was put into the sandbox. A removed message
 * would be sent again if its request were repeated, so that messages are kept for longer than Kafka keeps requests; links in a removed
 * message lead on, and count nothing.
 */
@ApplicationScoped
public class RetentionStore {

    private static final Logger LOG = Logger.getLogger(RetentionStore.class);
    private static final int BATCH = 2000;

    private static final String REMOVE = """
            with old as (
                delete from message where id in (
                    select id from message where status not in ('queued', 'sending') and changed_at < ?
                    order by changed_at limit ? for update skip locked)
                returning id),
            effects as (delete from engagement where message_id in (select id from old)),
            contents as (delete from sandbox_message where id in (select id from old))
            select count(*) from old""";

    private final Database database;
    private final InstantSource clock;
    private final ChannelConfig config;
    private final SandboxStore sandbox;

    RetentionStore(Database database, InstantSource clock, ChannelConfig config, SandboxStore sandbox) {
        this.database = database;
        this.clock = clock;
        this.config = config;
        this.sandbox = sandbox;
    }

    @Scheduled(
            every = "{itinera.channel.retention-interval}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void everyHour() {
        long removed = removeOld();
        if (removed > 0) {
            LOG.infof("old messages removed messages=%d", removed);
        }
    }

    /** Removes all that is older than it is to be kept, a batch at a time, and says how many messages that were. */
    long removeOld() {
        emptySandbox();
        Instant before = ago(config.retention());
        long removed = 0;
        long batch;
        do {
            batch = QuarkusTransaction.requiringNew()
                    .call(() -> database.list(REMOVE, row -> row.getLong(1), before, BATCH)
                            .getFirst());
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }

    private void emptySandbox() {
        Instant before = ago(config.tests().retention());
        int batch;
        do {
            batch = QuarkusTransaction.requiringNew().call(() -> sandbox.removeBefore(before, BATCH));
        } while (batch == BATCH);
    }

    private Instant ago(Period period) {
        return clock.instant().atZone(ZoneOffset.UTC).minus(period).toInstant();
    }
}
