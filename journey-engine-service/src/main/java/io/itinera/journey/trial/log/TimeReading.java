package io.itinera.journey.trial.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Records of several partitions as one sequence: in the order of each partition, and between partitions in the order of time. Holds
 * a bounded number of records of each partition. For one thread.
 */
public final class TimeReading implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HELD = 1_000;

    private final KafkaConsumer<String, byte[]> consumer;
    private final long from;
    private final long to;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Lane> heads =
            new PriorityQueue<>(Comparator.comparingLong(Lane::head).thenComparing(lane -> lane.partition.toString()));
    private final Set<Lane> waiting = new HashSet<>();
    private boolean cutOff;
    private long done;

    /** One partition on its way. */
    private static final class Lane {
        private final TopicPartition partition;
        private final long begin;
        private final long end;
        private final Deque<ConsumerRecord<String, byte[]>> records = new ArrayDeque<>();
        private boolean paused;

        Lane(TopicPartition partition, long begin, long end) {
            this.partition = partition;
            this.begin = begin;
            this.end = end;
        }

        long head() {
            return records.getFirst().timestamp();
        }
    }

    private TimeReading(KafkaConsumer<String, byte[]> consumer, Instant from, Instant to) {
        this.consumer = consumer;
        this.from = from.toEpochMilli();
        this.to = to.toEpochMilli();
    }

    static TimeReading of(
            KafkaConsumer<String, byte[]> consumer, List<String> topics, Instant from, Instant to, Duration disorder) {
        TimeReading reading = new TimeReading(consumer, from, to);
        for (String topic : topics) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times(partitions, from));
            Map<TopicPartition, OffsetAndTimestamp> stops =
                    consumer.offsetsForTimes(times(partitions, to.plus(disorder)));
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp start = starts.get(partition);
                OffsetAndTimestamp stop = stops.get(partition);
                long end = stop == null ? ends.get(partition) : stop.offset();
                long begin = start == null ? end : start.offset();
                reading.cutOff |= firsts.get(partition) > 0 && begin == firsts.get(partition);
                reading.lanes.put(partition, new Lane(partition, begin, end));
            }
        }
        return reading.started();
    }

    static TimeReading latest(KafkaConsumer<String, byte[]> consumer, String topic, int perPartition) {
        TimeReading reading = new TimeReading(consumer, Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));
        List<TopicPartition> partitions = partitions(consumer, topic);
        Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) -> reading.lanes.put(
                        partition, new Lane(partition, Math.max(firsts.get(partition), end - perPartition), end)));
        return reading.started();
    }

    private TimeReading started() {
        consumer.assign(lanes.keySet());
        lanes.values().forEach(lane -> {
            consumer.seek(lane.partition, lane.begin);
            if (lane.begin < lane.end) {
                waiting.add(lane);
            } else {
                pause(lane);
            }
        });
        return this;
    }

    /** The next record, or null at the end. */
    public ConsumerRecord<String, byte[]> next() {
        while (true) {
            if (!waiting.isEmpty()) {
                fill();
            }
            Lane lane = heads.poll();
            if (lane == null) {
                return null;
            }
            ConsumerRecord<String, byte[]> record = lane.records.removeFirst();
            done++;
            settle(lane);
            if (record.timestamp() >= from && record.timestamp() < to) {
                return record;
            }
        }
    }

    /** True when older records than the first were deleted, so that the record may not reach back as far as it was asked to. */
    public boolean cutOff() {
        return cutOff;
    }

    /** Records read so far. */
    public long done() {
        return done;
    }

    /** Records that there are to read, as far as offsets tell. */
    public long total() {
        return lanes.values().stream().mapToLong(lane -> lane.end - lane.begin).sum();
    }

    /** Reads until there is a record of every partition that has more. */
    private void fill() {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!waiting.isEmpty()) {
            boolean some = false;
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                Lane lane = lanes.get(new TopicPartition(record.topic(), record.partition()));
                if (record.offset() < lane.end) {
                    boolean first = lane.records.isEmpty();
                    lane.records.addLast(record);
                    if (first) {
                        heads.add(lane);
                    }
                    some = true;
                }
            }
            lanes.values().forEach(this::hold);
            waiting.removeIf(lane -> !lane.records.isEmpty() || exhausted(lane));
            if (some) {
                giveUp = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > giveUp) {
                throw new TimeoutException("no record came for " + PATIENCE);
            }
        }
    }

    private void hold(Lane lane) {
        if (!lane.paused && (lane.records.size() >= HELD || exhausted(lane))) {
            pause(lane);
        }
    }

    private void pause(Lane lane) {
        consumer.pause(List.of(lane.partition));
        lane.paused = true;
    }

    private void settle(Lane lane) {
        if (!lane.records.isEmpty()) {
            heads.add(lane);
        } else if (!exhausted(lane)) {
            waiting.add(lane);
        }
        if (lane.paused && lane.records.size() < HELD / 2 && !exhausted(lane)) {
            consumer.resume(List.of(lane.partition));
            lane.paused = false;
        }
    }

    private boolean exhausted(Lane lane) {
        return consumer.position(lane.partition) >= lane.end;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        return infos == null
                ? List.of()
                : infos.stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
    }

    private static Map<TopicPartition, Long> times(List<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, time.toEpochMilli())));
        return times;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
