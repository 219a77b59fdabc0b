package io.itinera.journey.calls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What webhook steps may call, and how. */
@ConfigMapping(prefix = "itinera.journey.calls")
public interface CallsConfig {

    /** Endpoints by name. */
    Map<String, Endpoint> endpoints();

    /** Beginnings of URLs that a journey may call without a named endpoint; each ends with a slash. None where it is not set. */
    Optional<List<String>> allowedUrls();

    /** Secret that signs calls of such URLs, {@code whsec_…}; without it they are not signed. */
    Optional<String> secret();

    /** True lets endpoints be on this machine, also without TLS: for development. */
    @WithDefault("false")
    boolean allowLoopback();

    /** Hosts (names, without port) that may be in a private network or without TLS. */
    Optional<Set<String>> allowedHosts();

    /** How long an endpoint may take for one answer, body included, ISO 8601. */
    @WithDefault("PT10S")
    Duration timeout();

    /** How long connecting may take, ISO 8601. */
    @WithDefault("PT3S")
    Duration connectTimeout();

    /** Wait before the second call, ISO 8601; doubles each time, with jitter. */
    @WithDefault("PT1S")
    Duration backoff();

    /** Longest wait between two calls, ISO 8601. */
    @WithDefault("PT5M")
    Duration backoffMax();

    /** Calls under way at the same time, waits between two calls included; beyond it calls wait in Kafka. */
    @WithDefault("500")
    @Min(1)
    @Max(10000)
    int concurrency();

    /** Connections to one endpoint. */
    @WithDefault("64")
    @Min(1)
    @Max(1000)
    int connections();

    /** Longest answer that is read, in bytes; a longer one is a failure. It is kept with the instance as long as that lives. */
    @WithDefault("32768")
    @Min(1)
    @Max(1048576)
    int answerBytes();

    /** An endpoint. */
    interface Endpoint {
        /** Where it is. */
        URI url();

        /** Its secrets, {@code whsec_…} separated by spaces, the newest first; {@code secret-file} is the better choice. */
        Optional<String> secret();

        /** File with its secrets, one a line, the newest first. */
        Optional<Path> secretFile();
    }
}
