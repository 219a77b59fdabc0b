package io.itinera.journey.stuck;

import io.itinera.journey.definition.JourneyDefinition;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is published of a journey, as far as it decides who is stuck.
 *
 * @param standing true while its instances stand still on purpose
 * @param over true when it was archived so long ago that all its instances should have ended
 * @param versions its versions
 */
record Known(boolean standing, boolean over, Map<Integer, Version> versions) {

    /** A journey that nobody knows. */
    static final Known NOTHING = new Known(false, false, Map.of());

    /**
     * One version.
     *
     * @param start key of its first step
     * @param steps keys of its steps
     * @param endless true when no maximal duration ends its instances
     */
    record Version(String start, Set<String> steps, boolean endless) {
        static Version of(JourneyDefinition definition) {
            return new Version(definition.start(), definition.steps().keySet(), definition.maxDuration() == null);
        }
    }

    /** The first step of a version, or null where it is not known. */
    String start(int version) {
        return versions.containsKey(version) ? versions.get(version).start() : null;
    }

    /** Versions of those places that are not there. */
    Integer[] versionsGone(Collection<Place> places) {
        return of(places, place -> !versions.containsKey(place.version()));
    }

    /** Versions whose instances wait for ever where nothing happens. */
    Integer[] endless() {
        return versions.entrySet().stream()
                .filter(e -> e.getValue().endless())
                .map(Map.Entry::getKey)
                .toArray(Integer[]::new);
    }

    /** Places at steps that are not there, as {@code version step}. */
    String[] stepsGone(Collection<Place> places) {
        return places.stream()
                .filter(place -> place.step() != null
                        && versions.containsKey(place.version())
                        && !versions.get(place.version()).steps().contains(place.step()))
                .map(place -> place.version() + " " + place.step())
                .toArray(String[]::new);
    }

    private static Integer[] of(Collection<Place> places, Predicate<Place> which) {
        return places.stream().filter(which).map(Place::version).distinct().toArray(Integer[]::new);
    }
}
