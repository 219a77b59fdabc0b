package io.itinera.journey.health;

import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import io.itinera.journey.catalog.CurrentVersions;
import io.itinera.journey.catalog.CurrentVersions.Watched;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.ServiceLevel;
import io.itinera.journey.stuck.StuckReason;
import io.itinera.journey.stuck.StuckWatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How journeys do; as fresh as the projection of transitions. A journey that takes no entries is not watched. */
@ApplicationScoped
public class HealthReports {

    private final HealthStore store;
    private final ServiceLevels levels;
    private final CurrentVersions versions;
    private final Journeys journeys;
    private final StuckWatch stuck;
    private final HealthConfig config;
    private final InstantSource clock;

    HealthReports(
            HealthStore store,
            ServiceLevels levels,
            CurrentVersions versions,
            Journeys journeys,
            StuckWatch stuck,
            HealthConfig config,
            InstantSource clock) {
        this.store = store;
        this.levels = levels;
        this.versions = versions;
        this.journeys = journeys;
        this.stuck = stuck;
        this.config = config;
        this.clock = clock;
    }

    /**
     * How a journey does; a 404 problem when there is none, and nothing where it takes no entries.
     *
     * @param key journey key
     */
    public Optional<Health> of(String key) {
        journeys.get(key);
        Instant now = clock.instant();
        return versions.watched(key).map(version -> {
            List<Health.Level> kept = levels.of(version.key(), version.definition(), now);
            return new Health(
                    key,
                    version.version(),
                    version.publishedAt(),
                    now,
                    alerts(List.of(version), key, Map.of(key, kept), now),
                    kept,
                    launch(version, now));
        });
    }

    /** What somebody should look at, of all journeys, in the order of their keys. */
    public List<Alert> alerts() {
        Instant now = clock.instant();
        List<Watched> watched = versions.watched();
        Map<String, List<Health.Level>> kept = new TreeMap<>();
        watched.stream()
                .filter(version -> !ServiceLevel.of(version.definition()).isEmpty())
                .forEach(version -> kept.put(version.key(), levels.of(version.key(), version.definition(), now)));
        return alerts(watched, null, kept, now);
    }

    /**
     * @param only the journey to ask for, or null for all
     */
    private List<Alert> alerts(List<Watched> watched, String only, Map<String, List<Health.Level>> kept, Instant now) {
        LocalDate today = day(now);
        Instant from = now.minus(config.errorWindow());
        Map<String, List<Observed>> recent = byJourney(store.since(from, only));
        Map<String, List<Observed>> calls = byJourney(store.on(today, today, only).stream()
                .filter(o -> o.figure().equals(Observed.CALLS))
                .toList());
        Map<String, List<Observed>> before = byJourney(
                store.on(day(from).minusDays(HealthRules.DAYS), day(from).minusDays(1), only));
        LocalDate silence = day(now.minus(config.noEntries()));
        Map<String, HealthStore.Entries> entries =
                store.entries(silence.minusDays(HealthRules.DAYS), silence.minusDays(1), only);
        Map<String, Instant> last =
                store.lastEntries(watched.stream().map(Watched::key).toList());
        HealthRules rules = new HealthRules(config);
        String window =
                "in the last " + Words.span(Span.parse(config.errorWindow().toString()));
        return watched.stream()
                .map(Watched::key)
                .flatMap(key -> Stream.of(
                                rules.noEntries(key, last.get(key), entries.get(key), now).stream(),
                                rules.errors(key, of(recent, key), of(before, key), window).stream(),
                                rules.errors(key, of(calls, key), of(before, key), "today").stream(),
                                HealthRules.targets(key, kept.getOrDefault(key, List.of())).stream(),
                                HealthRules.stuck(key, stuck(key)).stream())
                        .flatMap(alerts -> alerts))
                .toList();
    }

    private Map<String, Long> stuck(String journey) {
        Map<String, Long> reasons = new TreeMap<>();
        for (Map.Entry<StuckReason, Long> reason :
                stuck.latest().getOrDefault(journey, Map.of()).entrySet()) {
            reasons.put(reason.getKey().wire(), reason.getValue());
        }
        return reasons;
    }

    /** Null once the version is no longer new, and for a first version that has nothing beside it. */
    private Health.Launch launch(Watched version, Instant now) {
        Instant until = version.publishedAt().plus(config.launch());
        if (until.isBefore(now)) {
            return null;
        }
        LocalDate published = day(version.publishedAt());
        List<Observed> mine = store.on(published, day(now), version.key()).stream()
                .filter(o -> o.version() == version.version())
                .toList();
        Integer before = journeys.versions(version.key()).stream()
                .map(Journey.Version::version)
                .filter(number -> number < version.version())
                .max(Comparator.naturalOrder())
                .orElse(null);
        List<Observed> its = before == null
                ? List.of()
                : store.on(published.minusDays(HealthRules.DAYS), published, version.key()).stream()
                        .filter(o -> o.version() == before)
                        .toList();
        return new Health.Launch(before, until, HealthRules.figures(mine, its));
    }

    private static Map<String, List<Observed>> byJourney(List<Observed> observed) {
        return observed.stream().collect(Collectors.groupingBy(Observed::journey));
    }

    private static List<Observed> of(Map<String, List<Observed>> all, String journey) {
        List<Observed> its = new ArrayList<>(all.getOrDefault(journey, List.of()));
        its.sort(Comparator.comparing(Observed::figure).thenComparing(Observed::version));
        return its;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
