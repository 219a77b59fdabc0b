package io.itinera.journey.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Whether and where journeys are resources of a Kubernetes cluster. */
@ConfigMapping(prefix = "itinera.journey.cluster")
public interface ClusterConfig {

    /** Whether resources of the kind Journey in the pod's own namespace become drafts and versions. */
    @WithDefault("false")
    boolean enabled();

    /** The Kubernetes API server. */
    @WithDefault("https://kubernetes.default.svc")
    URI apiServer();

    /**
     * Folder with {@code token}, {@code ca.crt} and {@code namespace} of the pod's service account; the token is read anew for each
     * call.
     */
    @WithDefault("/var/run/secrets/kubernetes.io/serviceaccount")
    Path credentials();

    /** How often it is looked whether a watched resource has changed: a duration such as {@code 1s}. */
    @WithDefault("1s")
    String interval();

    /**
     * How often all resources are looked at, ISO 8601: so long an edit elsewhere, an approval or a service that was away goes
     * unnoticed at most. Also the longest wait after a failure.
     */
    @WithDefault("PT1M")
    Duration resync();

    /** How long the API server may take for one answer, ISO 8601. */
    @WithDefault("PT10S")
    Duration timeout();
}
