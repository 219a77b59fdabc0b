package io.itinera.bench;

import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole way, event to message at a webhook sink, everything on this machine, one event in ten leads to a message. First
 * the highest rate that holds without a growing lag, then the latency at half of it.
 */
final class WholeWayBench implements AutoCloseable {

    private static final int[] RATES = {1_000, 1_500, 2_000, 2_500, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 10_000};
    private static final int PROFILES = 20_000;
    private static final Duration WARM_UP = Duration.ofSeconds(120);
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final int AGAIN = 5;
    private static final Duration STEADY = Duration.ofSeconds(30);
    /** What may still be on its way when the load ends, for a rate to count as held. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private static final Duration DRAIN = Duration.ofSeconds(120);

    private final Suite suite;
    private final Report report;
    private final Vertx vertx = Vertx.vertx();
    private final WebhookSink sink = new WebhookSink(vertx);
    private long sent;
    private long lost;
    private long duplicated;

    WholeWayBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    /** @param parts {@code way}, {@code timers}, or both on one start of the suite */
    void run(List<String> parts) {
        report.section("Whole way: event over HTTP to message at a webhook, one event in ten leads to a message");
        suite.start(StackService.values());
        setUp();
        try (EventLoad load = new EventLoad(
                suite.port(StackPort.INTAKE), "Bearer " + suite.client().makeWriteKey("bench-way"), PROFILES)) {
            report.progress("warming up");
            round(load, 1_000, WARM_UP);
            if (parts.contains("way")) {
                Highest highest = highestRate(load);
                report.add(Figure.of("way.highest-rate", "events/s", highest.held));
                report.add(Figure.of("way.highest-rate-within-1s", "events/s", highest.soon));
                if (highest.soon > 0) {
                    report.add(new Figure("way.highest-rate-within-1s.p99", "ms", p99s(load, highest.soon)));
                }
                if (highest.held > 0) {
                    steady(load, highest.held / 2);
                }
            }
            if (parts.contains("timers")) {
                new TimerBench(suite, report).run(load);
            }
        }
        report.add(Figure.of("way.messages", "messages", sent));
        report.add(Figure.of("way.lost", "messages", lost));
        report.add(Figure.of("way.duplicated", "messages", duplicated));
        suite.stop(StackService.values());
    }

    private void setUp() {
        String endpoint = "{\"url\":\"http://127.0.0.1:%d/\"}".formatted(sink.port());
        suite.client().must(StackPort.CHANNELS, "PUT", "/v1/endpoints/bench", endpoint);
        suite.client().must(StackPort.CHANNELS, "PUT", "/v1/templates/bench-hook", """
                {"channel":"webhook","endpoint":"bench","body":"{\\"mark\\":\\"n={{ event.n }} t={{ event.t }};\\"}"}""");
        suite.client().publish("""
                {"key":"bench-way","name":"Whole way","entry":{"on":{"event":"Bench Order"},
                 "reentry":{"mode":"every-time","key":"n"}},
                 "start":"hook","steps":{
                   "hook":{"type":"send","channel":"webhook","template":"bench-hook","purpose":"transactional","next":"end"},
                   "end":{"type":"exit"}}}""");
    }

    /**
     * Highest rates, events/s.
     *
     * @param held without a growing lag
     * @param soon and with 99 in 100 messages there within a second
     */
    private record Highest(int held, int soon) {}

    private Highest highestRate(EventLoad load) {
        Highest highest = new Highest(0, 0);
        for (int rate : RATES) {
            Round round;
            try {
                round = round(load, rate, STEP);
            } catch (IllegalStateException e) {
                report.progress("%,d events/s: not held, and its messages are not in the totals (%s)"
                        .formatted(rate, e.getMessage()));
                break;
            }
            boolean holds = round.behind <= rate / 10 * BEHIND.toSeconds();
            report.progress("%,d events/s: %s (%,d of %,d messages still on their way when the load ended, p99 %.0f ms)"
                    .formatted(
                            rate,
                            holds ? "held" : "not held",
                            round.behind,
                            round.messages,
                            round.arrived.millisAt(99)));
            if (!holds) {
                break;
            }
            highest = new Highest(rate, round.arrived.millisAt(99) < 1_000 ? rate : highest.soon);
        }
        return highest;
    }

    /** The 99th percentile at that rate, again and again: there the machine is full, and it differs from time to time. */
    private double[] p99s(EventLoad load, int rate) {
        report.progress("%,d events/s again, %d rounds".formatted(rate, AGAIN));
        double[] millis = new double[AGAIN];
        for (int i = 0; i < AGAIN; i++) {
            millis[i] = round(load, rate, STEP).arrived.millisAt(99);
        }
        return millis;
    }

    private void steady(EventLoad load, int rate) {
        report.section("Whole way at half that rate, %,d events/s for %d s".formatted(rate, STEADY.toSeconds()));
        Map<StackService, ProcessUsage> before = usage();
        double broker = BrokerUsage.cpuSeconds();
        double postgres = postgres();
        Round round = round(load, rate, STEADY);
        Map<StackService, ProcessUsage> after = usage();
        broker = BrokerUsage.cpuSeconds() - broker;
        postgres = postgres() - postgres;
        report.add(Figure.of("way.latency.p50", "ms", round.arrived.millisAt(50)));
        report.add(Figure.of("way.latency.p95", "ms", round.arrived.millisAt(95)));
        report.add(Figure.of("way.latency.p99", "ms", round.arrived.millisAt(99)));
        report.add(Figure.of("way.latency.max", "ms", round.arrived.maxMillis()));
        double thousands = rate * STEADY.toSeconds() / 1000.0;
        after.forEach((service, usage) -> {
            double cpu = usage.cpuSeconds() - before.get(service).cpuSeconds();
            String name = "way." + service.name().toLowerCase(Locale.ROOT);
            report.add(Figure.of(name + ".cpu-per-1000-events", "s", cpu / thousands));
            report.add(Figure.of(name + ".rss", "MiB", usage.rssMiB()));
        });
        report.add(Figure.of("way.kafka.cpu-per-1000-events", "s", broker / thousands));
        report.add(Figure.of("way.postgres.cpu-per-1000-events", "s", postgres / thousands));
    }

    private double postgres() {
        return ProcessUsage.cpuSecondsWithChildren(suite.stack().postgres().pid());
    }

    private record Round(WebhookSink.Round arrived, long messages, long behind) {}

    private Round round(EventLoad load, int rate, Duration time) {
        WebhookSink.Round arrived = sink.begin(load.next());
        long messages = load.run("Bench Order", rate, time);
        long behind = messages - arrived.distinct();
        long end = System.nanoTime() + DRAIN.toNanos();
        while (arrived.distinct() < messages && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
        }
        sent += messages;
        lost += messages - arrived.distinct();
        duplicated += arrived.duplicates();
        return new Round(arrived, messages, behind);
    }

    private Map<StackService, ProcessUsage> usage() {
        Map<StackService, ProcessUsage> all = new EnumMap<>(StackService.class);
        List<StackService> services = new ArrayList<>(List.of(StackService.values()));
        services.forEach(service ->
                all.put(service, ProcessUsage.of(suite.service(service).pid())));
        return all;
    }

    @Override
    public void close() {
        sink.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
