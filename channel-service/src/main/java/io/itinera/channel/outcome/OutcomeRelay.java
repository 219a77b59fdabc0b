package io.itinera.channel.outcome;

import io.itinera.channel.stream.RecordWriter;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Publishes outcomes in the order in which they were decided. Kafka first, then the row goes: a crash in between publishes
 * twice, which {@code effectId} makes harmless.
 */
@ApplicationScoped
public class OutcomeRelay implements Runnable {

    private static final Logger LOG = Logger.getLogger(OutcomeRelay.class);
    private static final int BATCH = 1000;
    private static final long POLL_MILLIS = 200;
    private static final long AFTER_FAILURE_MILLIS = 1000;
    private static final long END_MILLIS = 5000;

    private final Outbox outbox;
    private final RecordWriter writer;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().name("relay-outcomes").daemon().unstarted(this);
    private volatile boolean stopping;

    OutcomeRelay(Outbox outbox, RecordWriter writer) {
        this.outbox = outbox;
        this.writer = writer;
    }

    /** Says that there is something to publish. */
    public void wake() {
        wake.release();
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void end(@Observes ShutdownEvent event) {
        stopping = true;
        wake.release();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            long pause = POLL_MILLIS;
            try {
                if (relay() == BATCH) {
                    pause = 0;
                }
            } catch (RuntimeException e) {
                LOG.warnf(
                        "outcomes wait, publishing failed error=%s",
                        e.getClass().getSimpleName());
                pause = AFTER_FAILURE_MILLIS;
            }
            if (!await(pause)) {
                return;
            }
        }
    }

    private int relay() {
        return QuarkusTransaction.requiringNew()
                .timeout((int) TimeUnit.MINUTES.toSeconds(2))
                .call(() -> {
                    List<Outbox.Waiting> waiting = outbox.oldest(BATCH);
                    if (!waiting.isEmpty()) {
                        writer.write(
                                waiting.stream().map(Outbox.Waiting::record).toList());
                        outbox.remove(waiting);
                    }
                    return waiting.size();
                });
    }

    private boolean await(long millis) {
        try {
            if (millis > 0 && wake.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
