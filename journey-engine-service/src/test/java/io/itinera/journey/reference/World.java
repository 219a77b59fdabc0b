package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import java.time.Instant;

/** Where a story can happen: in the engine, or in the reference. */
interface World {

    /** Time passes for everybody. */
    void time(Instant to);

    /** A journey is published, or its state changes. */
    void publish(PublishedJourney journey, Instant at);

    /** The next entry of a profile's life. */
    void happens(Activity activity);

    /** The journeys of profiles that were merged away arrive at the profile that they were merged into. */
    void movedIn(String into, Instant at);
}
