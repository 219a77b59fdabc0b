package io.itinera.bench;

import io.itinera.contracts.Topics;
import io.itinera.local.backend.Directories;
import io.itinera.local.backend.KafkaLogging;
import io.itinera.local.stack.Stack;
import io.itinera.local.stack.StackService;
import io.itinera.local.stack.StackSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code ./itinera bench pipeline [--json FILE] [--rounds N] [--parts startup,intake,engine,way,timers]} and
 * {@code ./itinera bench engine [--json FILE] [--rounds N] [--parts listeners,backlog,rebalance,state,backtest] [--events 1000000]
 * [--profiles 1000000,10000000] [--reporting off|on]}.
 */
public final class Bench {

    private static final Map<String, String> PARTS = Map.of(
            "pipeline", "startup,intake,engine,way,timers", "engine", "listeners,backlog,rebalance,state,backtest");
    private static final String PROFILES = "1000000,10000000";

    private Bench() {}

    /**
     * Runs one benchmark on a stack of its own, with random ports and data that is deleted afterwards.
     *
     * @param arguments the repository, {@code pipeline} or {@code engine}, and options
     */
    public static void main(String[] arguments) throws Exception {
        List<String> options = Arrays.asList(arguments);
        Path root = Path.of(arguments[0]);
        if (options.size() < 2 || !PARTS.containsKey(options.get(1))) {
            System.err.println(
                    "bench: which one? ./itinera bench pipeline [--json FILE] [--rounds N] [--parts %s], or %s"
                            .formatted(
                                    PARTS.get("pipeline"),
                                    "./itinera bench engine [--json FILE] [--rounds N] [--parts %s] [--profiles %s] [--reporting off|on]"
                                            .formatted(PARTS.get("engine"), PROFILES)));
            System.exit(2);
        }
        String name = options.get(1);
        KafkaLogging logging = new KafkaLogging().quiet();
        Report report = new Report(System.out);
        int rounds = Integer.parseInt(option(options, "--rounds", "5"));
        List<String> parts = List.of(option(options, "--parts", PARTS.get(name)).split(","));
        Path state = root.resolve(".itinera/bench");
        Directories.delete(state);
        try (Stack stack = new Stack(settings(root, state), line -> {})) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            Suite suite = new Suite(stack);
            report.section("Machine: %d cores, Java %s"
                    .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version()));
            report.progress("starting the back ends");
            stack.startBackEnds();
            if (name.equals("pipeline")) {
                pipeline(suite, report, rounds, parts);
            } else {
                engine(suite, report, Math.min(rounds, 3), parts, options);
            }
            report.section("Done. Limits and peers stand beside each figure; docs/performance.md says what they mean.");
        }
        logging.quiet();
        String json = option(options, "--json", "");
        if (!json.isEmpty()) {
            report.writeJson(Path.of(json));
        }
        System.exit(0);
    }

    private static void pipeline(Suite suite, Report report, int rounds, List<String> parts) throws Exception {
        if (parts.contains("startup")) {
            new StartUpBench(suite, report).run(Math.min(rounds, 3));
        }
        if (parts.contains("intake")) {
            new IntakeBench(suite, report).run(rounds);
        }
        if (parts.contains("engine")) {
            new EngineBench(suite, report).run(Math.min(rounds, 3));
        }
        if (parts.contains("way") || parts.contains("timers")) {
            new Purge(suite).topics(Topics.EVENTS, Topics.ACTIVITY, Topics.TRANSITIONS);
            try (WholeWayBench wholeWay = new WholeWayBench(suite, report)) {
                wholeWay.run(parts);
            }
        }
    }

    private static void engine(Suite suite, Report report, int rounds, List<String> parts, List<String> options)
            throws Exception {
        if (parts.contains("listeners")) {
            new ListenersBench(suite, report).run(rounds);
        }
        if (parts.contains("backlog")) {
            new BacklogBench(suite, report).run();
        }
        int[] profiles = Arrays.stream(option(options, "--profiles", PROFILES).split(","))
                .mapToInt(many -> Integer.parseInt(many.strip()))
                .toArray();
        if (parts.contains("rebalance")) {
            new RebalanceBench(suite, report, profiles[0], rounds).run();
        }
        if (parts.contains("state")) {
            boolean reporting = "on".equals(option(options, "--reporting", "off"));
            for (int many : profiles) {
                new StateBench(suite, report, reporting).run(many);
            }
        }
        if (parts.contains("backtest")) {
            // Or the service would report what came before into PostgreSQL meanwhile.
            new Purge(suite).topics(Topics.ACTIVITY, Topics.TRANSITIONS);
            new BackTestBench(suite, report).run(rounds, Integer.parseInt(option(options, "--events", "1000000")));
        }
    }

    private static StackSettings settings(Path root, Path state) {
        return StackSettings.onRandomPorts(root, state)
                .withStartupCache(true)
                .with(StackService.CHANNEL, Map.of("ITINERA_CHANNEL_WEBHOOK_ALLOW_LOOPBACK", "true"));
    }

    private static String option(List<String> options, String name, String otherwise) {
        int at = options.indexOf(name);
        return at < 0 || at + 1 >= options.size() ? otherwise : options.get(at + 1);
    }
}
