package io.itinera.journey.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Whether journeys are resources of a Kubernetes cluster. How its API server is reached is the Kubernetes client's own configuration. */
@ConfigMapping(prefix = "itinera.journey.cluster")
public interface ClusterConfig {

    /** Whether resources of the kind Journey in the pod's own namespace become drafts and versions. */
    @WithDefault("false")
    boolean enabled();

    /**
     * How often all resources are looked at, ISO 8601, one second at least: so long an edit elsewhere, an approval or a service that was
     * away goes unnoticed at most, and after so long what failed is tried again.
     */
    @WithDefault("PT1M")
    Duration resync();
}
