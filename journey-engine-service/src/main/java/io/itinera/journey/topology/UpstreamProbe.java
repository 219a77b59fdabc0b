package io.itinera.journey.topology;

import io.itinera.contracts.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows, by offsets alone, all that had reached Kafka at one time on its way to {@code activity}: once profile-service has
 * committed what stood at the end of one topic, all that came of it stands before the present end of the next.
 *
 * @param began when the offsets of the first leg were taken; what was in Kafka by then is followed
 * @param leg what is waited for
 * @param ends offsets that must be committed for the leg; for the last, those where the followed has arrived
 */
record UpstreamProbe(Instant began, Leg leg, Map<TopicPartition, Long> ends) {

    /** The way, in order. */
    enum Leg {
        /** What comes in. */
        INTAKE(Set.of(Topics.EVENTS, Topics.MESSAGES)),
        /** What is to be done to one profile. */
        WORK(Set.of(Topics.PROFILE_WORK)),
        /** The same topic again: work for a profile that was merged is led on to the one that took it over. */
        LED_ON(Set.of(Topics.PROFILE_WORK)),
        /** On the engine's input. */
        ARRIVED(Set.of(Topics.ACTIVITY));

        private final Set<String> topics;

        Leg(Set<String> topics) {
            this.topics = topics;
        }
    }

    /**
     * A probe of what is in Kafka now.
     *
     * @param now a time before {@code ends} were asked for
     * @param ends end offsets of all topics
     */
    static UpstreamProbe begin(Instant now, Map<TopicPartition, Long> ends) {
        return new UpstreamProbe(now, Leg.INTAKE, of(Leg.INTAKE, ends));
    }

    /**
     * Goes on as far as the committed offsets allow.
     *
     * @param committed offsets that profile-service has committed, asked for before {@code now}
     * @param now end offsets of all topics
     */
    UpstreamProbe next(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> now) {
        UpstreamProbe probe = this;
        while (probe.leg != Leg.ARRIVED && probe.missing(committed).isEmpty()) {
            Leg following = Leg.values()[probe.leg.ordinal() + 1];
            probe = new UpstreamProbe(began, following, of(following, now));
        }
        return probe;
    }

    /** The partitions where the commits are still behind, with the offset that they must reach. */
    Map<TopicPartition, Long> missing(Map<TopicPartition, Long> committed) {
        return leg == Leg.ARRIVED
                ? Map.of()
                : ends.entrySet().stream()
                        .filter(end -> committed.getOrDefault(end.getKey(), 0L) < end.getValue())
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the probe found, once it is through. */
    Optional<Watermark> watermark() {
        return leg == Leg.ARRIVED
                ? Optional.of(new Watermark(
                        began,
                        ends.entrySet().stream()
                                .collect(Collectors.toMap(end -> end.getKey().partition(), Map.Entry::getValue))))
                : Optional.empty();
    }

    private static Map<TopicPartition, Long> of(Leg leg, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .filter(end -> leg.topics.contains(end.getKey().topic()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
