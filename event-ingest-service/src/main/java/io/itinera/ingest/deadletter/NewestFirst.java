package io.itinera.ingest.deadletter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a topic backwards over all of its partitions, newest record first, a window of each partition at a time. */
final class NewestFirst {

    private static final int WINDOW = 200;

    private final DeadTopic topic;
    private final Predicate<ConsumerRecord<byte[], byte[]>> wanted;
    private final Map<Integer, Long> before = new HashMap<>();
    private final Map<Integer, Deque<ConsumerRecord<byte[], byte[]>>> ahead = new HashMap<>();

    NewestFirst(DeadTopic topic, Cursor from, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        this.topic = topic;
        this.wanted = wanted;
        for (int partition : topic.partitions()) {
            long start = from.before().getOrDefault(partition, topic.end(partition));
            before.put(partition, Math.clamp(start, topic.begin(partition), topic.end(partition)));
            ahead.put(partition, new ArrayDeque<>());
        }
    }

    /** At most so many records, fewer only at the end. */
    List<ConsumerRecord<byte[], byte[]>> take(int limit) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        while (taken.size() < limit) {
            before.keySet().forEach(this::fill);
            Optional<ConsumerRecord<byte[], byte[]>> newest = ahead.values().stream()
                    .filter(d -> !d.isEmpty())
                    .map(Deque::peekFirst)
                    .max(Comparator.comparingLong((ConsumerRecord<byte[], byte[]> r) -> r.timestamp())
                            .thenComparing(r -> -r.partition()));
            if (newest.isEmpty()) {
                break;
            }
            taken.add(ahead.get(newest.get().partition()).removeFirst());
        }
        return taken;
    }

    /** Where the next page begins; empty when there is none. */
    Optional<Cursor> next() {
        Map<Integer, Long> rest = new HashMap<>();
        boolean more = false;
        for (int partition : topic.partitions()) {
            ConsumerRecord<byte[], byte[]> waiting = ahead.get(partition).peekFirst();
            long place = waiting != null ? waiting.offset() + 1 : before.get(partition);
            more |= place > topic.begin(partition);
            rest.put(partition, place);
        }
        return more ? Optional.of(new Cursor(rest)) : Optional.empty();
    }

    private void fill(int partition) {
        Deque<ConsumerRecord<byte[], byte[]>> waiting = ahead.get(partition);
        while (waiting.isEmpty() && before.get(partition) > topic.begin(partition)) {
            long to = before.get(partition);
            long from = Math.max(topic.begin(partition), to - WINDOW);
            topic.read(partition, from, to).stream().filter(wanted).forEach(waiting::addFirst);
            before.put(partition, from);
        }
    }
}
