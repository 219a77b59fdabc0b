package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.PublishedJourney;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Where a story can happen: in the engine, or in the reference. */
interface World {

    /**
     * What is known of a profile.
     *
     * @param consents answers by {@code channel/purpose}
     */
    record Facts(
            Map<String, Object> traits,
            Map<String, Object> computed,
            Map<String, Boolean> consents,
            Set<String> segments) {
        static final Facts NONE = new Facts(Map.of(), Map.of(), Map.of(), Set.of());

        static Facts of(Activity activity) {
            return new Facts(activity.traits(), activity.computed(), activity.consents(), activity.segments());
        }

        Facts with(Map<String, Object> changed) {
            return new Facts(changed, computed, consents, segments);
        }
    }

    /** A step at which an instance waits: how often it had come there. */
    record Place(String instance, String step, int visit) {}

    /** Time passes for everybody. */
    void time(Instant to);

    /** A journey is published, or its state changes. */
    void publish(PublishedJourney journey, Instant at);

    /** A model of what was learned becomes known. */
    void learned(LearningModel model);

    /** The next entry of a profile's life. */
    void happens(Activity activity);

    /** The journeys of profiles that were merged away arrive at the profile that they were merged into. */
    void movedIn(String into, Instant at);

    /** The API asks for an entry. */
    void asked(String profile, Request request, Instant at);

    /**
     * A request for an entry.
     *
     * @param known what the caller knows of the profile
     */
    record Request(String id, String journey, Map<String, Object> properties, Facts known) {}

    /** An endpoint or a person answers. */
    void answered(String profile, Place place, String outcome, Map<String, Object> values, Instant at);

    /**
     * An operator orders an instance to {@code end}, {@code go-on} or {@code move}.
     *
     * @param to key of a step, or null
     */
    void ordered(String profile, String instance, String order, String to, Instant at);

    /**
     * Nothing is to be kept of a profile.
     *
     * @param named the profile as the request names it, which may have become part of this one
     */
    void erased(String profile, String request, String named, Instant at);
}
