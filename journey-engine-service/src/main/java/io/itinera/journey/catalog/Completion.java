package io.itinera.journey.catalog;

import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.segments.Preparations;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Has versions that were published before the zone of a journey was part of what its conditions count prepared anew: they ask for other
 * segments than were noted then, and are used again once those are ready.
 */
@ApplicationScoped
class Completion {

    private static final Logger LOG = Logger.getLogger(Completion.class);

    private final VersionStore versions;
    private final Preparations preparations;
    private final InstantSource clock;

    Completion(VersionStore versions, Preparations preparations, InstantSource clock) {
        this.versions = versions;
        this.preparations = preparations;
        this.clock = clock;
    }

    @Transactional
    void atStart(@Observes StartupEvent event) {
        versions.zoned().forEach(this::complete);
    }

    private void complete(VersionRow version) {
        try {
            preparations.begin(
                    version.id.key(), version.id.version(), DefinitionText.read(version.definition), clock.instant());
        } catch (InvalidJourneyException e) {
            LOG.warnf(
                    "version not readable, its segments not looked at journey=%s version=%d",
                    version.id.key(), version.id.version());
        }
    }
}
