package io.itinera.profile.topology;

import io.itinera.contracts.Topics;
import io.itinera.watermarks.InputLag;
import io.itinera.watermarks.Upstream;
import io.itinera.watermarks.UpstreamClock;
import io.itinera.watermarks.Way;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How what comes in reaches the partitions that keep profiles, and how far each of them is.
 *
 * @param upstream what is known of the way
 * @param lag how far the calling stream thread is
 * @param tolerance how long something may be on its way without holding time back
 */
record Inflow(Upstream upstream, InputLag lag, Duration tolerance) {

    private static final List<String> INPUTS = List.of(Topics.PROFILE_WORK, Topics.MESSAGES, Topics.CONSENTS);

    /** What comes in, resolved or led on by whatever pod; and work for a merged profile, led on once more. */
    static Way way(String group) {
        return new Way(
                group,
                List.of(Set.of(Topics.EVENTS, Topics.MESSAGES, Topics.CONSENTS), Set.of(Topics.PROFILE_WORK)),
                Topics.PROFILE_WORK);
    }

    /** The clock of one partition. */
    UpstreamClock clock(int partition) {
        return new UpstreamClock(upstream, tolerance, partition, () -> whenIdle(partition));
    }

    private OptionalLong whenIdle(int partition) {
        for (String input : INPUTS) {
            OptionalLong left = lag.of(input, partition);
            if (left.isEmpty() || left.getAsLong() != 0) {
                return OptionalLong.empty();
            }
        }
        return lag.position(Topics.PROFILE_WORK, partition);
    }
}
