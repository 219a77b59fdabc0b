package io.itinera.profile.topology;

import io.itinera.contracts.Topics;
import io.itinera.watermarks.Upstream;
import io.itinera.watermarks.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far what comes in is applied to the profiles, on whatever pod.
 *
 * @param upstream what is known of the way
 * @param tolerance for how long before a time something may have come in that is not applied at that time
 */
record Inflow(Upstream upstream, Duration tolerance) {

    /** What comes in; what of it is for another partition; and the same again, as work for a merged profile is led on. */
    static Way way(String group) {
        return new Way(
                group,
                List.of(
                        Set.of(Topics.EVENTS, Topics.MESSAGES, Topics.CONSENTS),
                        Set.of(Topics.PROFILE_WORK),
                        Set.of(Topics.PROFILE_WORK)),
                Set.of());
    }

    /** The latest logical time that what came in allows at wall-clock time {@code wall}; empty while nothing is known. */
    Optional<Instant> look(Instant wall) {
        if (!upstream.watched()) {
            return Optional.of(wall);
        }
        return Optional.ofNullable(upstream.newest()).map(newest -> newest.allows(wall, tolerance));
    }
}
