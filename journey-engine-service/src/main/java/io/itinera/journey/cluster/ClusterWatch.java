package io.itinera.journey.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Looks after the resources of the cluster: lists them all, watches them until it is time to list them again, and begins anew after a
 * failure, later each time. No thread waits for the API server's next word.
 */
@ApplicationScoped
class ClusterWatch {

    private static final Logger LOG = Logger.getLogger(ClusterWatch.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 12;

    private final ApiServer api;
    private final Reconciler reconciler;
    private final ClusterConfig config;
    private final InstantSource clock;
    private final Counter failures;
    private final Map<String, Boolean> ready = new HashMap<>();

    private Watch watch;
    private Instant listedAt = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private int failed;
    private volatile long readyCount;
    private volatile long otherCount;

    ClusterWatch(
            ApiServer api, Reconciler reconciler, ClusterConfig config, InstantSource clock, MeterRegistry metrics) {
        this.api = api;
        this.reconciler = reconciler;
        this.config = config;
        this.clock = clock;
        this.failures = Counter.builder("itinera_journey_resources_failures")
                .description("Failures to list, watch or settle journey resources")
                .register(metrics);
        gauge(metrics, "true");
        gauge(metrics, "false");
    }

    private void gauge(MeterRegistry metrics, String which) {
        Gauge.builder("itinera_journey_resources", this, it -> which.equals("true") ? it.readyCount : it.otherCount)
                .description("Journey resources in the pod's namespace")
                .tag("ready", which)
                .register(metrics);
    }

    @PreDestroy
    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    /** Looks once. */
    @Scheduled(
            every = "{itinera.journey.cluster.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        if (!config.enabled() || clock.instant().isBefore(notBefore)) {
            return;
        }
        try {
            if (!settleAll(seen())) {
                tryLater();
            }
        } catch (RuntimeException e) {
            complain("journey resources not read, trying again later", e);
            tryLater();
        }
    }

    private List<JourneyResource> seen() {
        Instant now = clock.instant();
        if (watch != null && !watch.isOver() && now.isBefore(listedAt.plus(config.resync()))) {
            failed = 0;
            return watch.changed();
        }
        boolean refused = watch != null && watch.isRefused();
        beginAnew();
        if (refused) {
            throw new ClusterException("the API server refuses to be watched", null);
        }
        ApiServer.Listed listed = api.list();
        watch = api.watch(listed.resourceVersion());
        listedAt = now;
        ready.clear();
        return listed.items();
    }

    private boolean settleAll(List<JourneyResource> resources) {
        boolean all = true;
        for (JourneyResource resource : resources) {
            ready.put(resource.name(), resource.status().reason().isReady());
            try {
                if (!reconciler.settle(resource)) {
                    // The pod that is at it may have read the resource before this change.
                    beginAnew();
                }
            } catch (RuntimeException e) {
                all = false;
                complain("journey resource not settled, trying again later resource=" + resource.name(), e);
            }
        }
        readyCount = ready.values().stream().filter(is -> is).count();
        otherCount = ready.size() - readyCount;
        return all;
    }

    private void beginAnew() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private void complain(String what, RuntimeException e) {
        failures.increment();
        LOG.warnf(
                "%s error=%s",
                what,
                e instanceof ClusterException ? e.getMessage() : e.getClass().getName());
    }

    private void tryLater() {
        beginAnew();
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failed, MOST_DOUBLINGS));
        notBefore = clock.instant().plus(wait.compareTo(config.resync()) < 0 ? wait : config.resync());
        failed++;
    }
}
