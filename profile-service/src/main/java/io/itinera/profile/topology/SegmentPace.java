package io.itinera.profile.topology;

import io.itinera.profile.ProfileConfig;
import java.time.Duration;

/**
 * How much of a partition's time segments may take.
 *
 * @param interval how often timers and scans get a turn
 * @param timers most timers in one turn
 * @param profiles most profiles of a scan in one turn
 * @param grace how long an event may be on its way before time passes it by
 * @param hold how long time follows records after a start, and after a late record
 */
record SegmentPace(Duration interval, int timers, int profiles, Duration grace, Duration hold) {

    static SegmentPace of(ProfileConfig.Segments config) {
        return new SegmentPace(
                config.interval(), config.timerBatch(), config.scanBatch(), config.grace(), config.hold());
    }
}
