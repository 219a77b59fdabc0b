package io.itinera.watermarks;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows, by offsets alone, all that had reached Kafka at one time on its way: once the group has committed what stood at the end of
 * one leg, all that came of it stands before the present end of the next.
 *
 * @param way the way that it follows
 * @param began when the offsets of the first leg were taken; what was in Kafka by then is followed
 * @param leg number of the leg that is waited for; the last one is the arrival
 * @param ends offsets that must be committed for the leg; for the last, those where the followed has arrived
 */
record UpstreamProbe(Way way, Instant began, int leg, Map<TopicPartition, Long> ends) {

    /**
     * A probe of what is in Kafka now.
     *
     * @param now a time before {@code ends} were asked for
     * @param ends end offsets of all topics
     */
    static UpstreamProbe begin(Way way, Instant now, Map<TopicPartition, Long> ends) {
        return at(way, now, 0, ends);
    }

    /**
     * Goes on as far as the committed offsets allow.
     *
     * @param committed offsets that the group has committed, asked for before {@code now}
     * @param now end offsets of all topics
     */
    UpstreamProbe next(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> now) {
        UpstreamProbe probe = this;
        while (!probe.arrived() && probe.missing(committed).isEmpty()) {
            probe = at(way, began, probe.leg + 1, now);
        }
        return probe;
    }

    /** The partitions where the commits are still behind, with the offset that they must reach. */
    Map<TopicPartition, Long> missing(Map<TopicPartition, Long> committed) {
        return arrived()
                ? Map.of()
                : ends.entrySet().stream()
                        .filter(end -> committed.getOrDefault(end.getKey(), 0L) < end.getValue())
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the probe found, once it is through. */
    Optional<Watermark> watermark() {
        return arrived()
                ? Optional.of(new Watermark(
                        began,
                        ends.entrySet().stream()
                                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue))))
                : Optional.empty();
    }

    private boolean arrived() {
        return leg == way.legs().size();
    }

    private static UpstreamProbe at(Way way, Instant began, int leg, Map<TopicPartition, Long> ends) {
        return new UpstreamProbe(
                way,
                began,
                leg,
                ends.entrySet().stream()
                        .filter(end -> way.leg(leg).contains(end.getKey().topic()))
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
