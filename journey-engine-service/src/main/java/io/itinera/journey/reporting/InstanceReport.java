package io.itinera.journey.reporting;

import java.time.Instant;

/**
 * Where an instance stands.
 *
 * @param id the instance
 * @param profileId whose it is
 * @param journey journey key
 * @param version the version that it is on
 * @param step where it waits or ended
 * @param since logical time of its coming there
 * @param due when time ends the wait, or null where only what happens does
 * @param status {@code waiting}, {@code moving}, {@code exited} or {@code failed}
 * @param reason why it ended, or null
 * @param enteredAt logical time of its entry
 * @param updatedAt logical time of its latest transition
 * @param endedAt logical time of its end, or null
 * @param test whether its profile was in a test segment when it entered
 */
public record InstanceReport(
        String id,
        String profileId,
        String journey,
        int version,
        String step,
        Instant since,
        Instant due,
        String status,
        String reason,
        Instant enteredAt,
        Instant updatedAt,
        Instant endedAt,
        boolean test) {}
