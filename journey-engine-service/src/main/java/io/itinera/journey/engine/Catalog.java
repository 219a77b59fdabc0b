package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;

/**
 * All published journeys, compiled, with the index from what happens to the journeys that listen for it, so that the cost of an
 * event depends on those and not on how many journeys exist. Immutable: a change makes a new catalog.
 */
public final class Catalog {

    private static final Catalog EMPTY = new Catalog();

    private Catalog() {}

    /** A catalog without journeys. */
    public static Catalog empty() {
        return EMPTY;
    }

    /**
     * This catalog with the journey added or replaced.
     *
     * @throws io.itinera.journey.definition.InvalidJourneyException when a version cannot be read; this catalog is unchanged
     */
    public Catalog with(PublishedJourney journey) {
        return this;
    }

    /** This catalog without the journey, as after a tombstone. */
    public Catalog without(String key) {
        return this;
    }

    /**
     * Whether an entry listens for this activity, told without the profile's state. When it is false and the profile has no state,
     * the activity changes nothing.
     */
    public boolean concerns(Activity activity) {
        return false;
    }
}
