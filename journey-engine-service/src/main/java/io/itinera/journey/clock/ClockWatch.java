package io.itinera.journey.clock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Asks PostgreSQL again and again what time it is, on a thread of its own, which measures its pauses by ticks. */
@ApplicationScoped
class ClockWatch {

    private static final Logger LOG = Logger.getLogger(ClockWatch.class);

    private final TimeQueries time;
    private final SuiteClock clock;
    private final ClockConfig config;
    private final MeterRegistry registry;
    private final Counter unanswered;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean silent;
    private boolean wrong;
    private boolean setBack;
    private Thread thread;

    ClockWatch(TimeQueries time, SuiteClock clock, ClockConfig config, MeterRegistry registry) {
        this.time = time;
        this.clock = clock;
        this.config = config;
        this.registry = registry;
        this.unanswered = registry.counter("itinera_clock_unanswered");
    }

    void start(@Observes StartupEvent event) {
        registry.gauge("itinera_clock_ahead_seconds", clock, c -> c.ahead().toMillis() / 1000.0);
        ask();
        thread = Thread.ofPlatform().daemon().name("clock-watch").start(this::watch);
    }

    @PreDestroy
    void end() {
        stop.countDown();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void watch() {
        try {
            while (!stop.await(config.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                ask();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        long asked = System.nanoTime();
        try {
            clock.told(time.now(), asked, System.nanoTime());
            hear(true);
        } catch (IllegalStateException _) {
            unanswered.increment();
            hear(false);
        }
        Duration ahead = clock.ahead();
        boolean now = ahead.abs().compareTo(config.tolerance()) > 0;
        if (now != wrong) {
            wrong = now;
            LOG.warnf(now ? "clock not believed aheadMs=%d" : "clock believed again aheadMs=%d", ahead.toMillis());
        }
        if (!setBack && clock.wasSetBack()) {
            setBack = true;
            LOG.error("clock was set back, a new process is needed");
        }
    }

    /** Says once that PostgreSQL is silent, and once that it is not any more. */
    private void hear(boolean answer) {
        if (answer == silent) {
            silent = !answer;
            LOG.warn(
                    silent
                            ? "PostgreSQL does not say what time it is, ticks are counted"
                            : "PostgreSQL says the time again");
        }
    }
}
