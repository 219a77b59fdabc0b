package io.itinera.bench;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long an event waits while partitions move: the slowest of a steady stream of events, each of which enters a journey, while a
 * second pod joins, ends in good order, and is killed; without and with a standby replica.
 */
final class RebalanceBench {

    private static final int STATE = 300_000;
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final String ENTRY = """
            {"key":"%s","name":"Benchmark","entry":{"on":{"event":"%s"},"reentry":{"mode":"every-time"}},
             "start":"pause","steps":{"pause":{"type":"wait","for":"P30D","next":"end"},"end":{"type":"exit"}}}""";

    private final Suite suite;
    private final Report report;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final AtomicInteger next = new AtomicInteger(200_000_000);

    RebalanceBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run() throws Exception {
        report.section("An event's longest wait while partitions move, with %,d waits in the state".formatted(STATE));
        try (EngineLoad load = new EngineLoad(suite.bootstrap())) {
            suite.start(StackService.JOURNEY);
            load.journeys(1, i -> "bench-settled", i -> ENTRY.formatted("bench-settled", "Bench Settled"));
            load.journeys(1, i -> "bench-moving", i -> ENTRY.formatted("bench-moving", "Bench Moving"));
            load.activities(
                    Topics.ACTIVITY, STATE, i -> "Bench Settled", Map.of(), i -> EngineLoad.profile(150_000_000 + i));
            suite.stop(StackService.JOURNEY);
            for (int standbys : new int[] {0, 1}) {
                moves(load, standbys);
            }
        }
    }

    private void moves(EngineLoad load, int standbys) throws Exception {
        Map<String, String> variables = Map.of("KAFKA_STREAMS_NUM_STANDBY_REPLICAS", Integer.toString(standbys));
        ServiceProcess first = suite.service(StackService.JOURNEY).twin(2, variables);
        ServiceProcess second = suite.service(StackService.JOURNEY).twin(3, variables);
        first.start();
        first.awaitReady();
        String name = "scale.rebalance.standby-" + standbys;
        try (Probe probe = new Probe(load)) {
            probe.settle();
            second.start();
            second.awaitReady();
            report.add(Figure.of(name + ".join", "ms", probe.longest(Duration.ofSeconds(30))));
            second.stop();
            report.add(Figure.of(name + ".leave", "ms", probe.longest(Duration.ofSeconds(15))));
            second.start();
            second.awaitReady();
            probe.longest(Duration.ofSeconds(30));
            second.kill();
            report.add(Figure.of(name + ".kill", "ms", probe.longest(Duration.ofSeconds(30))));
        } finally {
            second.stop();
            first.stop();
        }
    }

    /** Sends an event every few milliseconds and notes when its journey has been entered. */
    private final class Probe implements AutoCloseable {

        private final AtomicBoolean on = new AtomicBoolean(true);
        private final Map<String, Long> taken = new ConcurrentHashMap<>();
        private final Thread sender;
        private final Thread reader;
        private int from = next.get();

        Probe(EngineLoad load) {
            sender = Thread.startVirtualThread(() -> send(load));
            reader = Thread.ofPlatform().daemon().start(this::read);
        }

        /** Waits until events go through. */
        void settle() {
            longest(Duration.ofSeconds(10));
        }

        /** The longest way in milliseconds of an event that was sent since the last call or in the time that follows. */
        double longest(Duration time) {
            LockSupport.parkNanos(time.toNanos());
            int to = next.get();
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

        private void send(EngineLoad load) {
            while (on.get()) {
                byte[] profile = EngineLoad.profile(next.get());
                sent.put(new String(profile, StandardCharsets.UTF_8), System.nanoTime());
                load.activities(Topics.ACTIVITY, 1, i -> "Bench Moving", Map.of(), i -> profile);
                next.incrementAndGet();
                LockSupport.parkNanos(EVERY.toNanos());
            }
        }

        private void read() {
            Map<String, Object> config = new HashMap<>(Map.of(
                    "bootstrap.servers",
                    suite.bootstrap(),
                    "isolation.level",
                    "read_committed",
                    "fetch.max.wait.ms",
                    5));
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor(Topics.TRANSITIONS).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToEnd(partitions);
                while (on.get()) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        Transition transition = TRANSITION.read(record.value());
                        if (transition.kind() == Transition.Kind.ENTERED) {
                            taken.putIfAbsent(transition.profileId(), System.nanoTime());
                        }
                    }
                }
            }
        }

        @Override
        public void close() {
            on.set(false);
            try {
                sender.join();
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
