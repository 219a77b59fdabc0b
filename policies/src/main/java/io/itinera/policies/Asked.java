package io.itinera.policies;

import java.time.Instant;
import java.time.ZoneId;

/**
 * A message that is about to go out.
 *
 * @param id message id
 * @param person whose messages count together: the profile that all of the customer's belong to
 * @param way how it goes out
 * @param zone the customer's zone, or null where it is not known
 * @param ignoresQuietHours true when it is to go out at any hour
 * @param askedAt when it came in
 */
public record Asked(String id, String person, Scope.Way way, ZoneId zone, boolean ignoresQuietHours, Instant askedAt) {}
