package io.itinera.journey.cluster;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Brings a journey to what its resource says, step by step, and writes into the resource's status what came of it. */
@ApplicationScoped
class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    /** Finalizer, import, publish, status: more steps than that mean that somebody else works on the same journey. */
    private static final int MOST_STEPS = 6;

    /** A resource is taken for as long as its scenarios, and the services that its check asks, may need. */
    private static final int LOCK_SECONDS = 120;

    private final Standings standings;
    private final Actions actions;
    private final ApiServer api;
    private final ResourceLock lock;
    private final InstantSource clock;

    Reconciler(Standings standings, Actions actions, ApiServer api, ResourceLock lock, InstantSource clock) {
        this.standings = standings;
        this.actions = actions;
        this.api = api;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * Does what is to be done about a resource, as it is by now. Another pod that is at it is left to it: what it may not have seen yet it is
     * told of as well.
     *
     * @param seen the resource as it was seen last; where nothing is to be done by that, nobody is asked
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses or does not answer
     */
    @ActivateRequestContext
    void settle(JourneyResource seen) {
        if (isSettled(seen)) {
            return;
        }
        QuarkusTransaction.requiringNew().timeout(LOCK_SECONDS).run(() -> {
            if (lock.take(seen.name())) {
                // The transaction only holds the lock: each step has its own, and sees what the one before has done.
                QuarkusTransaction.suspendingExisting()
                        .run(() -> api.get(seen.name()).ifPresent(this::work));
            }
        });
    }

    private boolean isSettled(JourneyResource resource) {
        return switch (Decision.of(resource, standings.of(resource.name()))) {
            case Decision.Nothing _ -> true;
            case Decision.Tell tell -> tell.status().equals(resource.status());
            case Decision.Hold _, Decision.Release _, Decision.Leave _, Decision.BringIn _, Decision.Publish _ -> false;
        };
    }

    private void work(JourneyResource resource) {
        Optional<JourneyResource> now = Optional.of(resource);
        for (int step = 0; step < MOST_STEPS && now.isPresent(); step++) {
            now = step(now.get());
        }
    }

    /** One step; the answer is the resource if another one may follow. */
    private Optional<JourneyResource> step(JourneyResource resource) {
        Standing standing = standings.of(resource.name());
        return switch (Decision.of(resource, standing)) {
            case Decision.Nothing _ -> Optional.empty();
            case Decision.Hold _ -> Optional.of(api.hold(resource));
            case Decision.Release _ -> Optional.of(api.release(resource));
            case Decision.Leave leave -> {
                actions.leave(resource, leave.what());
                api.release(resource);
                yield Optional.empty();
            }
            case Decision.BringIn in ->
                next(
                        resource.with(resource.status().withoutReview()),
                        resource,
                        actions.bringIn(resource, standing, in.documents()));
            case Decision.Publish _ -> next(resource, resource, actions.publish(resource, standing));
            case Decision.Tell tell -> next(resource, resource, Optional.of(tell.status()));
        };
    }

    private Optional<JourneyResource> next(
            JourneyResource after, JourneyResource resource, Optional<ResourceStatus> told) {
        if (told.isEmpty()) {
            return Optional.of(after);
        }
        ResourceStatus status = told.get();
        ResourceStatus before = ResourceStatus.read(resource.json().path("status"));
        if (!status.equals(before)) {
            api.tell(resource, status.patch(resource.json().path("status"), clock.instant()));
            LOG.infof(
                    "journey resource settled resource=%s generation=%d reason=%s",
                    resource.name(),
                    status.observedGeneration(),
                    status.reason().word());
        }
        return Optional.empty();
    }
}
