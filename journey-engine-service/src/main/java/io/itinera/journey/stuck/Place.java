package io.itinera.journey.stuck;

/**
 * Where instances stand now.
 *
 * @param journey journey key
 * @param version their version
 * @param step key of the step, or null where it is not known
 */
record Place(String journey, int version, String step) {}
