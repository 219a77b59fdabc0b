package io.itinera.journey.topology;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** Who is no customer. */
@ConfigMapping(prefix = "itinera.journey.test")
public interface TestConfig {

    /**
     * Keys of segments whose members try journeys out, separated by commas. What they do is marked in {@code transitions} with
     * {@code test}, so that reports can leave it out, and so are their messages, which channel-service puts into its sandbox.
     */
    Optional<Set<String>> segments();
}
