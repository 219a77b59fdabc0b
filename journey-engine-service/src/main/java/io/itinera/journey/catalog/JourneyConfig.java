package io.itinera.journey.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How journeys are authored and published. */
@ConfigMapping(prefix = "itinera.journey")
public interface JourneyConfig {

    /**
     * Whether a version needs two people: whoever worked on the draft since the last version may publish it only once somebody else has
     * approved it, and nobody approves what they worked on or submitted.
     */
    @WithDefault("false")
    boolean fourEyes();

    /** Whether a journey is published only with an owner. */
    @WithDefault("false")
    boolean ownerRequired();

    /** How long after it was published or looked at a journey is due for another look, ISO 8601; nothing for never. */
    @WithDefault("P180D")
    Duration reviewEvery();

    /**
     * How long a version stays with the engine after it was superseded, ISO 8601. At least as long as an instance can take to
     * show in the reports; a version that has live instances there stays in any case.
     */
    @WithDefault("P90D")
    Duration versionRetention();

    /** Longest that a change waits for Kafka's acknowledgement before the API answers without it, ISO 8601. */
    @WithDefault("PT3S")
    Duration announceWait();

    /** How often changes that Kafka has not acknowledged are tried again: a duration such as {@code 2s}. */
    @WithDefault("2s")
    Duration outboxInterval();

    /** File with the bearer token for calls to other services (role {@code service}); read again when it changes. */
    Optional<Path> serviceTokenFile();
}
