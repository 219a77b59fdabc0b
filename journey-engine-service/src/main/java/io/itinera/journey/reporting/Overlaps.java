package io.itinera.journey.reporting;

import java.time.LocalDate;
import java.util.List;

/**
 * Where journeys meet in the same people.
 *
 * @param pairs journeys that have profiles in common now, the most first
 * @param days how many were asked for messages by several journeys on one day
 */
public record Overlaps(List<Pair> pairs, List<Day> days) {

    /**
     * Two journeys.
     *
     * @param one journey key
     * @param other journey key, later in the alphabet
     * @param profiles that are under way in both now
     */
    public record Pair(String one, String other, long profiles) {}

    /**
     * One day.
     *
     * @param day UTC
     * @param profiles for whom a message was asked for
     * @param collisions those of them for whom several journeys asked
     */
    public record Day(LocalDate day, long profiles, long collisions) {}
}
