package io.itinera.journey.catalog;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.reporting.InstanceReports;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A journey in the form that the engine reads. */
@ApplicationScoped
class PublishedForm {

    private final JourneyStore journeys;
    private final VersionStore versions;
    private final InstanceReports reports;
    private final JourneyConfig config;
    private final InstantSource clock;

    PublishedForm(
            JourneyStore journeys,
            VersionStore versions,
            InstanceReports reports,
            JourneyConfig config,
            InstantSource clock) {
        this.journeys = journeys;
        this.versions = versions;
        this.reports = reports;
        this.config = config;
        this.clock = clock;
    }

    /** The latest committed form; empty for a journey that was never published. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<PublishedJourney> of(String key) {
        JourneyRow row = journeys.findById(key);
        return row.currentVersion == 0
                ? Optional.empty()
                : row.state()
                        .published()
                        .map(state -> new PublishedJourney(key, state, row.currentVersion, versionsInUse(row)));
    }

    /** The versions that an instance may be on: the current one, those superseded lately, and those that reports show in use. */
    private List<PublishedJourney.Version> versionsInUse(JourneyRow row) {
        List<VersionRow> all = versions.of(row.key);
        Instant oldest = clock.instant().minus(config.versionRetention());
        Set<Integer> used = reports.versionsWithLiveInstances(row.key);
        List<PublishedJourney.Version> inUse = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            VersionRow version = all.get(i);
            boolean current = version.id.version() == row.currentVersion;
            boolean supersededLately =
                    i + 1 < all.size() && all.get(i + 1).publishedAt.isAfter(oldest);
            if (current || supersededLately || used.contains(version.id.version())) {
                inUse.add(new PublishedJourney.Version(
                        version.id.version(), DefinitionText.read(version.definition), version.publishedAt));
            }
        }
        return inUse;
    }
}
