package io.itinera.bench;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Customers whom nothing concerns but their own event: a steady stream of events, each of a new profile, and how long each takes until
 * its journey is entered, and how late the wait in it ends. With bare Streams, how long a record takes through it.
 */
final class Bystanders implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final AtomicInteger NEXT = new AtomicInteger(200_000_000);

    private final String bootstrap;
    private final EngineLoad load;
    private final Way way;
    private final AtomicBoolean on = new AtomicBoolean(true);
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final Map<String, Long> taken = new ConcurrentHashMap<>();
    private final Histogram waits = new ConcurrentHistogram(3_600_000L, 3);
    private final Histogram events = new ConcurrentHistogram(3_600_000L, 3);
    private final Thread sender;
    private final Thread reader;
    private int from;

    /**
     * What is measured.
     *
     * @param in topic of the events
     * @param out topic of what becomes of them
     * @param event name of each
     * @param every time between two
     */
    record Way(String in, String out, String event, Duration every) {

        /** Through the engine. */
        static Way engine(String event, Duration every) {
            return new Way(Topics.ACTIVITY, Topics.TRANSITIONS, event, every);
        }
    }

    /** Begins. */
    Bystanders(String bootstrap, EngineLoad load, Way way) {
        this.bootstrap = bootstrap;
        this.load = load;
        this.way = way;
        this.from = NEXT.get();
        sender = Thread.ofVirtual().unstarted(this::send);
        reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /** The longest way in milliseconds of an event that was sent since the last call or in the time that follows. */
    double longest(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        int to = NEXT.get();
        long end = System.nanoTime() + LONGEST.toNanos();
        double longest = 0;
        for (int i = from; i < to; i++) {
            String id = new String(EngineLoad.profile(i), StandardCharsets.UTF_8);
            while (!taken.containsKey(id)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("an event did not go through in " + LONGEST);
                }
                LockSupport.parkNanos(1_000_000);
            }
            longest = Math.max(longest, (taken.get(id) - sent.get(id)) / 1e6);
        }
        from = to;
        return longest;
    }

    /** Forgets what was measured so far. */
    void reset() {
        waits.reset();
        events.reset();
    }

    /** Milliseconds until events were taken. */
    Histogram events() {
        return events;
    }

    /** Milliseconds from a wait's due time until its end could be read. */
    Histogram waits() {
        return waits;
    }

    private void send() {
        while (on.get()) {
            byte[] profile = EngineLoad.profile(NEXT.get());
            sent.put(new String(profile, StandardCharsets.UTF_8), System.nanoTime());
            load.activities(way.in(), 1, i -> way.event(), Map.of(), i -> profile);
            NEXT.incrementAndGet();
            LockSupport.parkNanos(way.every().toNanos());
        }
    }

    private void read() {
        Map<String, Object> config = new HashMap<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "fetch.max.wait.ms", 5));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(way.out()).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            // What is sent before the ends are known is never read.
            partitions.forEach(consumer::position);
            sender.start();
            while (on.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
                    if (sent.containsKey(id)) {
                        read(id, record.value());
                    }
                }
            }
        }
    }

    private void read(String id, byte[] value) {
        if (!way.out().equals(Topics.TRANSITIONS)) {
            took(id);
            return;
        }
        Transition transition = TRANSITION.read(value);
        if (transition.kind() == Transition.Kind.ENTERED) {
            took(id);
        } else if (transition.kind() == Transition.Kind.EXITED) {
            long late = Duration.between(transition.at(), Instant.now()).toMillis();
            waits.recordValue(Math.clamp(late, 0, 3_600_000L));
        }
    }

    private void took(String id) {
        long now = System.nanoTime();
        if (taken.putIfAbsent(id, now) == null) {
            events.recordValue(Math.clamp((now - sent.get(id)) / 1_000_000, 0, 3_600_000L));
        }
    }

    @Override
    public void close() {
        on.set(false);
        try {
            reader.join();
            sender.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
