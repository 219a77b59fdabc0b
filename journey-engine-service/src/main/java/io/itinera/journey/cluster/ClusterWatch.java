package io.itinera.journey.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Looks after the resources of the cluster: after each as it changes, and after all of them again and again. */
@ApplicationScoped
class ClusterWatch implements ResourceEventHandler<GenericKubernetesResource> {

    private static final Logger LOG = Logger.getLogger(ClusterWatch.class);

    private final ApiServer api;
    private final Reconciler reconciler;
    private final ClusterConfig config;
    private final MeterRegistry metrics;
    private final Counter failures;

    private SharedIndexInformer<GenericKubernetesResource> informer;

    ClusterWatch(ApiServer api, Reconciler reconciler, ClusterConfig config, MeterRegistry metrics) {
        this.api = api;
        this.reconciler = reconciler;
        this.config = config;
        this.metrics = metrics;
        this.failures = Counter.builder("itinera_journey_resources_failures")
                .description("Failures to list, watch or settle journey resources")
                .register(metrics);
    }

    void begin(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        informer = api.informer(config.resync())
                .exceptionHandler((_, why) -> {
                    complain("journey resources not read, trying again later", why);
                    return true;
                })
                .addEventHandler(this);
        gauges();
        informer.start();
    }

    void end(@Observes ShutdownEvent event) {
        if (informer != null) {
            informer.stop();
        }
    }

    private void gauges() {
        Gauge.builder("itinera_journey_resources_watched", informer, it -> it.isWatching() ? 1 : 0)
                .description("Whether the API server tells of changes")
                .register(metrics);
        for (boolean ready : new boolean[] {true, false}) {
            Gauge.builder("itinera_journey_resources", informer, it -> count(it, ready))
                    .description("Journey resources in the pod's namespace")
                    .tag("ready", Boolean.toString(ready))
                    .register(metrics);
        }
    }

    private static long count(SharedIndexInformer<GenericKubernetesResource> informer, boolean ready) {
        return informer.getStore().list().stream()
                .map(ApiServer::resource)
                .filter(resource -> resource.status().reason().isReady() == ready)
                .count();
    }

    @Override
    public void onAdd(GenericKubernetesResource resource) {
        settle(resource);
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource resource) {
        settle(resource);
    }

    @Override
    public void onDelete(GenericKubernetesResource resource, boolean unknownFinalState) {
        // What its deletion was to do was done while the finalizer was on it.
    }

    private void settle(GenericKubernetesResource resource) {
        try {
            reconciler.settle(ApiServer.resource(resource));
        } catch (RuntimeException e) {
            complain(
                    "journey resource not settled, trying again later resource="
                            + resource.getMetadata().getName(),
                    e);
        }
    }

    private void complain(String what, Throwable why) {
        failures.increment();
        // The API server's own words may repeat what a journey says.
        LOG.warnf(
                "%s error=%s code=%d",
                what,
                why.getClass().getName(),
                why instanceof KubernetesClientException refused ? refused.getCode() : 0);
    }
}
