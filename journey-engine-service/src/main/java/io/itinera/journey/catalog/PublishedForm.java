package io.itinera.journey.catalog;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.reporting.InstanceReports;
import io.itinera.journey.segments.Preparations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A journey in the form that the engine reads. */
@ApplicationScoped
class PublishedForm {

    private final JourneyStore journeys;
    private final VersionStore versions;
    private final ChangeStore changes;
    private final InstanceReports reports;
    private final JourneyConfig config;
    private final InstantSource clock;
    private final Preparations preparations;

    PublishedForm(
            JourneyStore journeys,
            VersionStore versions,
            ChangeStore changes,
            InstanceReports reports,
            JourneyConfig config,
            InstantSource clock,
            Preparations preparations) {
        this.journeys = journeys;
        this.versions = versions;
        this.changes = changes;
        this.reports = reports;
        this.config = config;
        this.clock = clock;
        this.preparations = preparations;
    }

    /** The latest committed form; empty for a journey that was never published. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<PublishedJourney> of(String key) {
        JourneyRow row = journeys.findById(key);
        return row.currentVersion == 0
                ? Optional.empty()
                : row.state().published().map(state -> form(row, state));
    }

    private List<PublishedJourney.Pause> pauses(JourneyRow row) {
        List<PublishedJourney.Pause> pauses =
                new ArrayList<>(lately(changes.pauses(row.key), PublishedJourney.Pause::until));
        if (row.pausedSince != null) {
            pauses.add(new PublishedJourney.Pause(row.pausedSince, null, row.state() == JourneyState.HELD, false));
        }
        return pauses;
    }

    /** What is not older than the versions that are kept, and in any case the last. */
    private <T> List<T> lately(List<T> all, Function<T, Instant> at) {
        Instant oldest = clock.instant().minus(config.versionRetention());
        List<T> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i == all.size() - 1 || at.apply(all.get(i)).isAfter(oldest)) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }

    private PublishedJourney form(JourneyRow row, PublishedJourney.State state) {
        Preparations.Usable usable = preparations.of(row.key);
        List<VersionRow> all = versions.of(row.key);
        int current = all.stream()
                .filter(version ->
                        usable.from(version.id.version(), version.publishedAt).isPresent())
                .mapToInt(version -> version.id.version())
                .max()
                .orElse(0);
        return new PublishedJourney(
                row.key,
                state,
                current,
                versionsInUse(row, all, current, usable),
                lately(changes.migrations(row.key), PublishedJourney.Migration::at).stream()
                        .filter(migration -> migration.to() <= current)
                        .toList(),
                pauses(row),
                changes.rollouts(row.key).stream()
                        .filter(rollout -> rollout.version() >= current - 1)
                        .toList(),
                changes.learning(row.key));
    }

    /**
     * The versions that an instance may be on: the current one, those superseded lately, and those that reports show in use; and those on
     * their way, which the engine listens for and does not use yet.
     */
    private List<PublishedJourney.Version> versionsInUse(
            JourneyRow row, List<VersionRow> all, int current, Preparations.Usable usable) {
        Instant oldest = clock.instant().minus(config.versionRetention());
        Set<Integer> used = reports.versionsWithLiveInstances(row.key);
        List<PublishedJourney.Version> inUse = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            VersionRow version = all.get(i);
            boolean newest = version.id.version() >= current;
            boolean supersededLately =
                    i + 1 < all.size() && all.get(i + 1).publishedAt.isAfter(oldest);
            if (newest || supersededLately || used.contains(version.id.version())) {
                inUse.add(new PublishedJourney.Version(
                        version.id.version(),
                        DefinitionText.read(version.definition),
                        usable.from(version.id.version(), version.publishedAt).orElse(version.publishedAt)));
            }
        }
        return inUse;
    }
}
