package io.itinera.journey.segments;

import java.util.Map;

/**
 * A segment that a version of a journey needs.
 *
 * @param journey journey key
 * @param version its version
 * @param segment key of the segment
 * @param condition who is in it, in the form of the condition language
 * @param zone the zone of profiles that have none of their own, or null for UTC
 * @param problem why profile-service does not keep it yet, or null
 */
record Need(String journey, int version, String segment, Map<String, Object> condition, String zone, String problem) {}
