package io.itinera.contracts;

/**
 * Where in which journey something happened.
 *
 * @param journey journey key
 * @param version published version, from 1
 * @param instance id of the instance
 * @param step key of the step
 */
public record JourneyRef(String journey, int version, String instance, String step) {}
