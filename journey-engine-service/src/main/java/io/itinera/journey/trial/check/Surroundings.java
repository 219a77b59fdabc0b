package io.itinera.journey.trial.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What surrounds a journey, as far as it can be asked now. An empty answer means that nobody answered, which is a finding of its own
 * and never a guess.
 */
interface Surroundings {

    /** Names seen in the record of events. */
    Optional<Vocabulary> vocabulary();

    /** A template; {@link Template#missing} when channel-service has none of that key. */
    Optional<Template> template(String key);

    /** Purposes that have a consent rule. */
    Optional<Set<String>> purposes();

    /** Whether profile-service knows the segment. */
    Optional<Boolean> segment(String key);

    /** Keys of the journeys that are published, whether or not they take entries now. */
    Set<String> journeys();

    /** The journeys that take entries now. */
    List<Neighbour> neighbours();

    /**
     * A template.
     *
     * @param channel the channel that it is for, null when there is no such template
     * @param unguarded variables that it shows and has no default for
     * @param tells whether it can be seen that its message was opened or clicked
     */
    record Template(String channel, Set<String> unguarded, boolean tells) {
        static Template missing() {
            return new Template(null, Set.of(), false);
        }
    }

    /** Another journey, as it is published. */
    record Neighbour(String key, JsonNode definition) {}
}
