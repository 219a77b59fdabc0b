package io.itinera.profile.topology;

import io.itinera.contracts.Topics;
import io.itinera.watermarks.Upstream;
import io.itinera.watermarks.Watermark;
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
 * @param tolerance how long something may be on its way without holding time back
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

    /** The latest logical time before which everything is applied, as known at wall-clock time {@code wall}; empty while nothing is known. */
    Optional<Instant> look(Instant wall) {
        if (!upstream.watched()) {
            return Optional.of(wall);
        }
        return Optional.ofNullable(upstream.newest())
                .map(Watermark::before)
                .map(at -> at.plus(tolerance).isAfter(wall) ? wall : at);
    }
}
