package io.itinera.bench;

import io.itinera.contracts.Topics;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;

/**
 * How long an event waits while partitions move: the slowest of a steady stream of events, each of which enters a journey, while a
 * second pod joins, ends in good order, and is killed; without and with a standby replica, and beside bare Streams with as many values.
 */
final class RebalanceBench {

    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofMinutes(40);
    private static final Duration SETTLE = Duration.ofSeconds(25);
    private static final List<String> STAGES = List.of("still", "join", "leave", "kill");
    private static final String INPUT = "bench-rebalance";
    private static final String ENTRY = """
            {"key":"%s","name":"Benchmark","entry":{"on":{"event":"%s"},"reentry":{"mode":"every-time"}},
             "start":"pause","steps":{"pause":{"type":"wait","for":"P30D","next":"end"},"end":{"type":"exit"}}}""";

    private final Suite suite;
    private final Report report;
    private final int state;
    private final int rounds;

    /**
     * @param state profiles with a wait, which move with their partitions
     * @param rounds in each of which a pod joins, leaves, joins again and is killed
     */
    RebalanceBench(Suite suite, Report report, int state, int rounds) {
        this.suite = suite;
        this.report = report;
        this.state = state;
        this.rounds = rounds;
    }

    /** One of the two pods between which partitions move. */
    private interface Pod {

        /** Starts it and waits until it works on some of them: only when it has a copy of their state are they given to it. */
        void join();

        void leave();

        void kill();
    }

    private record BarePod(BareStreamsPeer peer, Share share) implements Pod {

        @Override
        public void join() {
            peer.start();
            share.await(peer.group());
        }

        @Override
        public void leave() {
            peer.stop();
        }

        @Override
        public void kill() {
            peer.kill();
        }
    }

    private record EnginePod(ServiceProcess process, Share share) implements Pod {

        @Override
        public void join() {
            process.start();
            process.awaitReady();
            share.await(EngineRate.GROUP);
        }

        @Override
        public void leave() {
            process.stop();
        }

        @Override
        public void kill() {
            process.kill();
        }
    }

    void run() throws Exception {
        report.section("An event's longest wait while partitions move, with %,d waits in the state".formatted(state));
        IntFunction<byte[]> profiles = i -> EngineLoad.profile(150_000_000 + i);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()));
                EngineLoad load = new EngineLoad(suite.bootstrap())) {
            load.journeys(1, i -> "bench-settled", i -> ENTRY.formatted("bench-settled", "Bench Settled"));
            load.journeys(1, i -> "bench-moving", i -> ENTRY.formatted("bench-moving", "Bench Moving"));
            for (int standbys : new int[] {0, 1}) {
                bare(admin, load, profiles, standbys);
            }
            ServiceProcess engine = suite.engine(false);
            engine.start();
            engine.awaitReady();
            report.progress("engine: %,d waits come in".formatted(state));
            load.activities(Topics.ACTIVITY, state, i -> "Bench Settled", Map.of(), profiles);
            new Lag(admin).awaitCaughtUp(EngineRate.GROUP, Topics.ACTIVITY, 0, LIMIT);
            engine.stop();
            for (int standbys : new int[] {0, 1}) {
                engine(admin, load, standbys);
            }
        }
    }

    private void bare(Admin admin, EngineLoad load, IntFunction<byte[]> profiles, int standbys) throws Exception {
        String input = INPUT + "-" + standbys;
        try (BareStreamsPeer first =
                        new BareStreamsPeer(suite, admin, new BareStreamsPeer.Settings(input, 1, standbys, 1));
                BareStreamsPeer second =
                        new BareStreamsPeer(suite, admin, new BareStreamsPeer.Settings(input, 2, standbys, 1))) {
            second.stop();
            report.progress("bare Streams: %,d values come in".formatted(state));
            load.activities(input, state, i -> "Bench Settled", Map.of(), profiles);
            first.awaitCaughtUp(LIMIT);
            Bystanders.Way way = new Bystanders.Way(input, BareStreams.OUTPUT, "Bench Moving", EVERY);
            moves(load, way, new BarePod(second, new Share(admin)), "scale.rebalance.bare.standby-" + standbys);
        }
    }

    private void engine(Admin admin, EngineLoad load, int standbys) {
        Map<String, String> variables = Map.of(
                "KAFKA_STREAMS_NUM_STANDBY_REPLICAS",
                Integer.toString(standbys),
                "MP_MESSAGING_INCOMING_TRANSITIONS_ENABLED",
                "false");
        ServiceProcess first = suite.service(StackService.JOURNEY).twin(2, variables);
        ServiceProcess second = suite.service(StackService.JOURNEY).twin(3, variables);
        try {
            first.start();
            first.awaitReady();
            moves(
                    load,
                    Bystanders.Way.engine("Bench Moving", EVERY),
                    new EnginePod(second, new Share(admin)),
                    "scale.rebalance.standby-" + standbys);
        } finally {
            second.stop();
            first.stop();
        }
    }

    private void moves(EngineLoad load, Bystanders.Way way, Pod second, String name) {
        Map<String, double[]> longest = new LinkedHashMap<>();
        STAGES.forEach(stage -> longest.put(stage, new double[rounds]));
        try (Bystanders others = new Bystanders(suite.bootstrap(), load, way)) {
            others.longest(Duration.ofSeconds(10));
            for (int round = 0; round < rounds; round++) {
                report.progress("%s, round %d of %d".formatted(name, round + 1, rounds));
                longest.get("still")[round] = others.longest(Duration.ofSeconds(5));
                second.join();
                longest.get("join")[round] = others.longest(SETTLE);
                second.leave();
                longest.get("leave")[round] = others.longest(SETTLE);
                second.join();
                others.longest(SETTLE);
                second.kill();
                longest.get("kill")[round] = others.longest(SETTLE);
            }
        } finally {
            second.leave();
        }
        longest.forEach((stage, milliseconds) -> report.add(new Figure(name + "." + stage, "ms", milliseconds)));
    }
}
