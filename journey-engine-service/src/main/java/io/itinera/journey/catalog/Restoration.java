package io.itinera.journey.catalog;

import io.itinera.journey.JourneyLost;
import io.itinera.journey.segments.Announcer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import org.jboss.logging.Logger;

/** Publishes a journey again from PostgreSQL whose record on the topic somebody else has overwritten. */
@ApplicationScoped
class Restoration {

    private static final Logger LOG = Logger.getLogger(Restoration.class);

    private final JourneyStore journeys;
    private final Announcer announcer;

    Restoration(JourneyStore journeys, Announcer announcer) {
        this.journeys = journeys;
        this.announcer = announcer;
    }

    @Transactional
    void lost(@Observes JourneyLost lost) {
        journeys.findByIdOptional(lost.key())
                .filter(row -> row.currentVersion > 0)
                .ifPresent(row -> {
                    announcer.changed(row.key);
                    LOG.warnf("journey overwritten on its topic, publishing it again journey=%s", row.key);
                });
    }
}
