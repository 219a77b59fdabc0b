package io.itinera.profile.catalog;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A segment as it is to be.
 *
 * @param name what people call it
 * @param description why it is there, or null
 * @param condition who is in it, in the condition language
 * @param derived true when it stands for a journey's condition; its key is then that of the condition
 * @param zone the zone in which calendar days and local times are meant for profiles without a trait {@code timezone}, such as
 *     Europe/Berlin; null for UTC
 */
public record SegmentRequest(String name, String description, JsonNode condition, boolean derived, String zone) {}
