package io.itinera.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UpstreamProbeTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final TopicPartition EVENTS = new TopicPartition("events", 0);
    private static final TopicPartition MESSAGES = new TopicPartition("messages", 0);
    private static final TopicPartition WORK = new TopicPartition("work", 0);
    private static final TopicPartition ACTIVITY = new TopicPartition("activity", 0);

    private static final Way WAY =
            new Way("group", List.of(Set.of("events", "messages"), Set.of("work"), Set.of("work")), Set.of("activity"));

    private final Map<TopicPartition, Long> ends =
            new HashMap<>(Map.of(EVENTS, 10L, MESSAGES, 0L, WORK, 7L, ACTIVITY, 5L));

    @Test
    void isThroughAtOnceWhereNothingIsLeftToDo() {
        assertThat(begin().next(Map.of(EVENTS, 10L, WORK, 7L), ends).watermark())
                .contains(new Watermark(NOON, Map.of(0, 5L)));
    }

    @Test
    void endsWithTheCommitWhereTheFollowerIsTheGroupItself() {
        UpstreamProbe probe =
                UpstreamProbe.begin(new Way("group", List.of(Set.of("events"), Set.of("work")), Set.of()), NOON, ends);

        assertThat(probe.next(Map.of(EVENTS, 10L, WORK, 6L), ends).watermark()).isEmpty();
        assertThat(probe.next(Map.of(EVENTS, 10L, WORK, 7L), ends).watermark())
                .hasValueSatisfying(found -> assertThat(found.reachedBy(3, 0)).isTrue());
    }

    @Test
    void waitsForWhatCameInBeforeItBegan() {
        UpstreamProbe probe = begin();
        ends.put(EVENTS, 99L);

        assertThat(probe.next(Map.of(EVENTS, 9L, WORK, 7L), ends).watermark()).isEmpty();
        assertThat(probe.next(Map.of(EVENTS, 10L, WORK, 7L), ends).watermark()).isPresent();
    }

    @Test
    void waitsForTheWorkThatCameOfItAndThenForWhatThatWasLedOnTo() {
        UpstreamProbe probe = begin().next(Map.of(EVENTS, 10L, WORK, 6L), ends);
        assertThat(probe.leg()).isEqualTo(1);

        ends.put(WORK, 8L);
        probe = probe.next(Map.of(EVENTS, 10L, WORK, 7L), ends);
        assertThat(probe.leg()).isEqualTo(2);

        ends.put(ACTIVITY, 6L);
        assertThat(probe.next(Map.of(EVENTS, 10L, WORK, 8L), ends).watermark())
                .contains(new Watermark(NOON, Map.of(0, 6L)));
    }

    @Test
    void holdsWhereThereAreRecordsAndNeverWasACommit() {
        assertThat(begin().next(Map.of(), ends).watermark()).isEmpty();
    }

    @Test
    void needsNoCommitWhereThereNeverWasARecord() {
        ends.replaceAll((partition, end) -> 0L);

        assertThat(begin().next(Map.of(), ends).watermark()).isPresent();
    }

    private UpstreamProbe begin() {
        return UpstreamProbe.begin(WAY, NOON, ends);
    }
}
