package io.itinera.consent.publish;

import io.itinera.consent.consent.ConsentsChanged;
import io.itinera.consent.policy.ConsentConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * One thread that empties the outbox: after each commit here, and now and then for what another replica left behind. A failure
 * leaves the outbox as it is, so nothing is lost.
 */
@ApplicationScoped
class StatePublisher {

    private static final Logger LOG = Logger.getLogger(StatePublisher.class);

    private final Outbox outbox;
    private final Duration poll;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean stopping;
    private Thread thread;

    StatePublisher(Outbox outbox, ConsentConfig config, MeterRegistry metrics) {
        this.outbox = outbox;
        this.poll = config.outbox().poll();
        metrics.gauge("itinera_consent_outbox_pending", waiting);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("consent-publisher").daemon().start(this::run);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ConsentsChanged event) {
        wake.release();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (thread != null) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5));
        }
        outbox.close();
    }

    private void run() {
        while (!stopping) {
            try {
                int sent;
                do {
                    wake.drainPermits();
                    sent = outbox.publish();
                } while (sent > 0);
                waiting.set(outbox.pending());
                wake.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException _) {
                return;
            } catch (Exception e) { // the edge of this thread: whatever went wrong, the outbox still has it
                LOG.errorf(
                        "consent states not published, trying again cause=%s",
                        e.getClass().getSimpleName());
                LOG.debug("cause", e);
                pause();
            }
        }
    }

    /** Waits before the next try, longer than a lost connection takes to come back and shorter than anyone notices. */
    private void pause() {
        try {
            new Semaphore(0).tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
