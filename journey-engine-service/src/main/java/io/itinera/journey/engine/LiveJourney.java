package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Step;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A published journey, compiled.
 *
 * @param key journey key
 * @param state whether it takes entries and moves its instances
 * @param version the newest version that entries use, 0 while the first is on its way
 * @param versions definitions by version, also those on their way, whose numbers are higher
 * @param offered the versions that entries use, the newest first
 * @param amendments what was decided about it since
 * @param heeds what can move instances, by version
 */
record LiveJourney(
        String key,
        PublishedJourney.State state,
        int version,
        Map<Integer, JourneyDefinition> versions,
        List<Offered> offered,
        Amendments amendments,
        Map<Integer, Heeds> heeds) {

    /** A version that entries use from some time on. */
    record Offered(int version, Instant from, JourneyDefinition definition) {
        private static Offered of(PublishedJourney.Version version, JourneyDefinition definition) {
            // Records carry milliseconds: what came in within the millisecond of the publication counts as after it.
            Instant from = version.publishedAt() == null
                    ? Instant.MIN
                    : version.publishedAt().truncatedTo(ChronoUnit.MILLIS);
            return new Offered(version.version(), from, definition);
        }
    }

    /** The order in which several journeys apply at a moment. */
    static Comparator<LiveJourney> order(Instant at) {
        return Comparator.comparing(LiveJourney::current, Comparator.comparingInt(d -> -d.rank()
                        .priorityAt(at)))
                .thenComparing(LiveJourney::key);
    }

    static LiveJourney of(PublishedJourney journey) {
        Map<Integer, JourneyDefinition> versions = new HashMap<>();
        journey.versions().forEach(v -> versions.put(v.version(), JourneyDefinitions.read(v)));
        if (journey.current() != 0 && !versions.containsKey(journey.current())) {
            throw new IllegalArgumentException(
                    "journey " + journey.key() + " has no version " + journey.current() + ", its current one");
        }
        List<Offered> offered = journey.versions().stream()
                .filter(v -> v.version() <= journey.current())
                .map(v -> Offered.of(v, versions.get(v.version())))
                .sorted(Comparator.comparingInt(Offered::version).reversed())
                .toList();
        return new LiveJourney(
                journey.key(),
                journey.state(),
                journey.current(),
                Map.copyOf(versions),
                offered,
                Amendments.of(journey),
                versions.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, v -> Heeds.of(v.getValue()))));
    }

    /** Whether it takes entries at that moment. */
    boolean takesEntries(Instant at) {
        return amendments.pauseAt(at) == null
                && (state == PublishedJourney.State.LIVE
                        || state != PublishedJourney.State.ARCHIVED && amendments.paused());
    }

    /** Whether its instances stand still at that moment. */
    boolean standsStill(Instant at) {
        return amendments.holdAt(at) != null || state == PublishedJourney.State.HELD && !amendments.paused();
    }

    /** The newest definition that entries use; the one on its way where there is none yet. */
    JourneyDefinition current() {
        return versions.get(version == 0 ? Collections.max(versions.keySet()) : version);
    }

    /** Whether one of its versions decides by what profiles answered to. */
    boolean learnsFromAnswers() {
        return !isOver()
                && versions.values().stream()
                        .flatMap(definition -> definition.steps().values().stream())
                        .anyMatch(Step::learnsFromAnswers);
    }

    boolean isOver() {
        return state == PublishedJourney.State.ARCHIVED;
    }

    /** Segments of those who enter by time, now or as soon as a version that is on its way is used. */
    Set<String> timed() {
        Set<String> segments = new HashSet<>();
        versions.forEach((number, definition) -> {
            if (number >= version && definition.entry().on() instanceof Trigger.Timed timed) {
                segments.add(timed.members().segment());
            }
        });
        return segments;
    }

    /** The version that an entry at that time uses; null when none was published yet. */
    Offered offeredAt(Instant at) {
        for (Offered version : offered) {
            if (!version.from().isAfter(at)) {
                return version;
            }
        }
        return null;
    }
}
