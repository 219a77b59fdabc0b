package io.itinera.journey.stuck;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Who is stuck, why, and what helps; as fresh as the projection of transitions. */
@ApplicationScoped
public class StuckReports {

    private final StuckStore store;
    private final Journeys journeys;
    private final StuckConfig config;
    private final InstantSource clock;
    /** Versions never change: each is read once as long as somebody is on it. */
    private final Map<VersionKey, Known.Version> versions = new ConcurrentHashMap<>();

    StuckReports(StuckStore store, Journeys journeys, StuckConfig config, InstantSource clock) {
        this.store = store;
        this.journeys = journeys;
        this.config = config;
        this.clock = clock;
    }

    private record VersionKey(String journey, int version) {}

    /** Where a page begins: after the instance that came to its step then. */
    public record After(Instant since, String instance) {}

    /**
     * A journey's stuck instances, the longest standing first.
     *
     * @param reason one reason, or null for all
     * @param after the last instance of the page before, or null
     */
    public List<StuckInstance> of(String journey, StuckReason reason, After after, int limit) {
        StuckStore.After start = after == null ? null : new StuckStore.After(after.since(), after.instance());
        return store.list(search(journey, store.places(journey)), reason, start, limit);
    }

    /** How many are stuck, by journey and reason; journeys without any are left out. */
    Map<String, Map<StuckReason, Long>> counts() {
        List<Place> places = store.places(null);
        versions.keySet()
                .retainAll(places.stream()
                        .map(place -> new VersionKey(place.journey(), place.version()))
                        .collect(Collectors.toSet()));
        Map<String, Map<StuckReason, Long>> counts = new TreeMap<>();
        places.stream().collect(Collectors.groupingBy(Place::journey)).forEach((journey, there) -> {
            Map<StuckReason, Long> stuck = store.count(search(journey, there));
            if (!stuck.isEmpty()) {
                counts.put(journey, stuck);
            }
        });
        return counts;
    }

    private StuckStore.Search search(String journey, List<Place> places) {
        Instant now = clock.instant();
        StuckStore.Limits limits = new StuckStore.Limits(
                now.minus(config.overdue()), now.minus(config.answer()), now.minus(config.endless()));
        return new StuckStore.Search(journey, known(journey, places, limits), places, limits);
    }

    private Known known(String key, List<Place> places, StuckStore.Limits limits) {
        Set<Integer> used = places.stream().map(Place::version).collect(Collectors.toSet());
        try {
            Journey journey = journeys.get(key);
            Map<Integer, Known.Version> known = new HashMap<>();
            for (int version : used) {
                Known.Version read = versions.computeIfAbsent(new VersionKey(key, version), this::read);
                if (read != null) {
                    known.put(version, read);
                }
            }
            boolean over = journey.state() == JourneyState.ARCHIVED
                    && journey.updatedAt().isBefore(limits.overdue());
            return new Known(journey.state() == JourneyState.HELD, over, known);
        } catch (ProblemException _) {
            return Known.NOTHING;
        }
    }

    /** Null where there is no such version, or none that can be read. */
    private Known.Version read(VersionKey key) {
        try {
            return Known.Version.of(JourneyDefinitions.read(
                    journeys.version(key.journey(), key.version()).definition()));
        } catch (ProblemException | InvalidJourneyException _) {
            return null;
        }
    }
}
