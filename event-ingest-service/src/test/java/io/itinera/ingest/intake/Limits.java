package io.itinera.ingest.intake;

import io.itinera.ingest.IngestConfig;
import io.smallrye.config.SmallRyeConfigBuilder;

/** The service's limits as they are when nobody sets them. */
final class Limits {

    static final IngestConfig DEFAULT = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(IngestConfig.class)
            .build()
            .getConfigMapping(IngestConfig.class);

    private Limits() {}
}
