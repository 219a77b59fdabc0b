package io.itinera.bench;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How late a wait ends, seen from outside: from its due time until the request that follows it can be read from Kafka. */
final class TimerBench {

    private static final int RATE = 1_000;
    private static final Duration LOAD = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROUNDS = 3;

    private final Suite suite;
    private final Report report;

    TimerBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run(EventLoad load) {
        report.section("Timers under %,d events/s, one in ten begins a wait of three seconds".formatted(RATE));
        suite.client().publish("""
                {"key":"bench-timer","name":"Timers","entry":{"on":{"event":"Bench Timer"},
                 "reentry":{"mode":"every-time","key":"n"}},"start":"pause","steps":{
                   "pause":{"type":"wait","for":"PT3S","next":"hook"},
                   "hook":{"type":"send","channel":"webhook","template":"bench-hook","purpose":"transactional","next":"end"},
                   "end":{"type":"exit"}}}""");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        suite.bootstrap(),
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        5),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.SENDS).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            // The first waits of all run code that nobody has compiled yet: they are told apart.
            Histogram first = round(consumer, load);
            report.add(Figure.of("timer.late.first-waits.p99", "ms", first.getValueAtPercentile(99) / 1000.0));
            List<Histogram> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(round(consumer, load));
            }
            report.add(figure("timer.late.p50", rounds, round -> round.getValueAtPercentile(50)));
            report.add(figure("timer.late.p99", rounds, round -> round.getValueAtPercentile(99)));
            report.add(figure("timer.late.max", rounds, Histogram::getMaxValue));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Figure figure(String name, List<Histogram> rounds, ToLongFunction<Histogram> micros) {
        return new Figure(
                name,
                "ms",
                rounds.stream()
                        .mapToDouble(round -> micros.applyAsLong(round) / 1000.0)
                        .toArray());
    }

    /** How late the waits of one load were, in microseconds. */
    private static Histogram round(KafkaConsumer<byte[], byte[]> consumer, EventLoad load) throws InterruptedException {
        Thread sender = Thread.startVirtualThread(() -> load.run("Bench Timer", RATE, LOAD));
        Histogram micros = read(consumer, RATE * LOAD.toSeconds() / 10);
        sender.join();
        return micros;
    }

    private static Histogram read(KafkaConsumer<byte[], byte[]> consumer, long expected) {
        JsonSerde<SendRequest> serde = JsonSerde.of(SendRequest.class);
        Histogram micros = new Histogram(600_000_000L, 3);
        long end = System.nanoTime() + LOAD.plus(LIMIT).toNanos();
        while (micros.getTotalCount() < expected) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "only %d of %d waits ended".formatted(micros.getTotalCount(), expected));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                SendRequest request = serde.read(record.value());
                if (request.journey() != null
                        && "bench-timer".equals(request.journey().journey())) {
                    long late = Duration.between(request.requestedAt(), Instant.now())
                                    .toNanos()
                            / 1000;
                    micros.recordValue(Math.clamp(late, 0, 599_999_999L));
                }
            }
        }
        return micros;
    }
}
