package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * A published journey, compiled.
 *
 * @param key journey key
 * @param state whether it takes entries and moves its instances
 * @param version the version that new entries use
 * @param versions definitions by version
 */
record LiveJourney(String key, PublishedJourney.State state, int version, Map<Integer, JourneyDefinition> versions) {

    /** The order in which several journeys apply. */
    static final Comparator<LiveJourney> ORDER = Comparator.comparing(
                    LiveJourney::current, Comparator.comparingInt(d -> -d.rank().priority()))
            .thenComparing(LiveJourney::key);

    static LiveJourney of(PublishedJourney journey) {
        Map<Integer, JourneyDefinition> versions = new HashMap<>();
        journey.versions().forEach(v -> versions.put(v.version(), JourneyDefinitions.read(v)));
        if (!versions.containsKey(journey.current())) {
            throw new IllegalArgumentException(
                    "journey " + journey.key() + " has no version " + journey.current() + ", its current one");
        }
        return new LiveJourney(journey.key(), journey.state(), journey.current(), Map.copyOf(versions));
    }

    /** The definition that new entries use. */
    JourneyDefinition current() {
        return versions.get(version);
    }
}
