package io.itinera.bench;

import io.itinera.contracts.Topics;
import io.itinera.local.backend.Directories;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * Profiles with a pending wait, all due in the same second: how fast they come in, what they hold in memory and on disk, how long a
 * pod takes that has lost its disk, how fast the waits end, and how late others' events and waits are meanwhile. Beside it bare
 * Streams with as many values.
 */
final class StateBench {

    private static final Duration LIMIT = Duration.ofHours(2);
    private static final Duration TELL = Duration.ofSeconds(10);

    private static final Duration SPARE = Duration.ofSeconds(60);
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final String BARE_INPUT = "bench-state";

    private final Suite suite;
    private final Report report;
    private final boolean reporting;
    private final Metrics metrics = new Metrics();
    private ServiceProcess engine;

    /**
     * @param reporting whether the service reports what it does into PostgreSQL meanwhile; {@link BacklogBench} measures that alone
     */
    StateBench(Suite suite, Report report, boolean reporting) {
        this.suite = suite;
        this.report = report;
        this.reporting = reporting;
    }

    void run(int profiles) throws Exception {
        String name = "scale.state-%s".formatted(profiles % 1_000_000 == 0 ? profiles / 1_000_000 + "m" : profiles);
        IntFunction<byte[]> ids = i -> EngineLoad.profile(300_000_000 + i);
        report.section("%,d profiles, each with a wait, all due in the same second, reporting %s"
                .formatted(profiles, reporting ? "on" : "off"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()));
                EngineLoad load = new EngineLoad(suite.bootstrap())) {
            bare(admin, load, ids, new Run(name + ".bare", profiles));
            Lag lag = new Lag(admin);
            LongSupplier behind = () -> lag.of(EngineRate.GROUP, Topics.ACTIVITY);
            engine = suite.engine(reporting);
            engine.start();
            engine.awaitReady();
            try {
                engine(load, ids, new Run(name, profiles), behind);
            } finally {
                engine.stop();
            }
        }
    }

    /** One size. */
    private record Run(String name, int profiles) {}

    private void bare(Admin admin, EngineLoad load, IntFunction<byte[]> ids, Run run) throws Exception {
        String topic = BARE_INPUT + "-" + run.profiles();
        try (BareStreamsPeer peer = new BareStreamsPeer(suite, admin, new BareStreamsPeer.Settings(topic, 1, 0, 10))) {
            Events events =
                    new Events(topic, "Bench State", Map.of("due", Instant.now().toString()), ids);
            insert(load, events, run, peer::lag, peer.pid());
            report.add(Figure.of(
                    run.name() + ".rss", "MiB", ProcessUsage.of(peer.pid()).rssMiB()));
            report.add(Figure.of(run.name() + ".disk", "MiB", StateSize.mib(peer.stateDir())));
            peer.stop();
            Directories.delete(peer.stateDir());
            long start = System.nanoTime();
            peer.start();
            pass(load, topic, peer::lag);
            report.add(Figure.of(run.name() + ".restore", "s", seconds(start)));
        }
    }

    private void engine(EngineLoad load, IntFunction<byte[]> ids, Run run, LongSupplier behind) throws Exception {
        String key = "bench-state-" + run.profiles();
        load.journeys(1, i -> key, i -> definition(key, "Bench State " + run.profiles()));
        load.journeys(1, i -> "bench-first", i -> definition("bench-first", "Bench First"));
        load.journeys(1, i -> "bench-calm", i -> CALM);
        Instant due = whenDue(load, ids, run, behind);
        Events events =
                new Events(Topics.ACTIVITY, "Bench State " + run.profiles(), Map.of("due", due.toString()), ids);
        insert(load, events, run, behind, engine.pid());
        report.add(Figure.of(run.name() + ".heap", "MiB", metrics.heapAfterCollection(engine)));
        report.add(Figure.of(
                run.name() + ".rss", "MiB", ProcessUsage.of(engine.pid()).rssMiB()));
        report.add(Figure.of(run.name() + ".disk", "MiB", StateSize.mib(stateDir())));
        report.add(Figure.of(run.name() + ".restore", "s", restore(load, behind)));
        if (Instant.now().isAfter(due)) {
            report.progress("the waits came due before all was measured: lateness includes the restore");
        }
        try (Bystanders others = new Bystanders(suite.bootstrap(), load, Bystanders.Way.engine("Bench Calm", EVERY))) {
            drain(run, key, due, others);
        }
        load.forget(1, i -> key);
    }

    /**
     * Late enough for all to come in, for a look at the state and for a restore: by the rate of a few who come in first, the second time,
     * with compiled code.
     */
    private Instant whenDue(EngineLoad load, IntFunction<byte[]> ids, Run run, LongSupplier behind) {
        int few = Math.clamp(run.profiles() / 50, 20_000, 100_000);
        first(load, few, i -> ids.apply(-1 - i), behind);
        double each = first(load, few, i -> ids.apply(-1 - few - i), behind) / few;
        Duration ahead =
                Duration.ofMillis((long) (each * run.profiles() * 1500)).plus(SPARE);
        report.progress(
                "%,.0f profiles/s of the first %,d: waits are due in %d s".formatted(1 / each, few, ahead.toSeconds()));
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Seconds that it takes to let a few profiles enter who wait for long. */
    private double first(EngineLoad load, int few, IntFunction<byte[]> ids, LongSupplier behind) {
        long start = System.nanoTime();
        Map<String, Object> never =
                Map.of("due", Instant.now().plus(Duration.ofDays(30)).toString());
        load.activities(Topics.ACTIVITY, few, i -> "Bench First", never, ids);
        await("first profiles", behind, few);
        return seconds(start);
    }

    /** What brings profiles in. */
    private record Events(String topic, String name, Map<String, Object> properties, IntFunction<byte[]> ids) {}

    private void insert(EngineLoad load, Events events, Run run, LongSupplier behind, long pid) {
        double cpu = ProcessUsage.of(pid).cpuSeconds();
        long start = System.nanoTime();
        load.activities(events.topic(), run.profiles(), i -> events.name(), events.properties(), events.ids());
        await(run.name() + ": profiles", behind, run.profiles());
        report.add(Figure.of(run.name() + ".insert", "profiles/s", run.profiles() / seconds(start)));
        double used = ProcessUsage.of(pid).cpuSeconds() - cpu;
        report.add(Figure.of(run.name() + ".insert.cpu", "µs each", used * 1e6 / run.profiles()));
    }

    /** A pod that starts without its disk reads its state back from Kafka before it goes on. */
    private double restore(EngineLoad load, LongSupplier behind) {
        engine.stop();
        Directories.delete(stateDir());
        long start = System.nanoTime();
        engine.start();
        pass(load, Topics.ACTIVITY, behind);
        double restored = seconds(start);
        engine.awaitReady();
        return restored;
    }

    /** Sends something to every partition, and waits until it has gone through. */
    private void pass(EngineLoad load, String topic, LongSupplier behind) {
        int records = 20 * suite.stack().settings().partitions();
        load.activities(topic, records, i -> "Product Viewed", Map.of(), i -> EngineLoad.profile(290_000_000 + i));
        await("restore", behind, 0);
    }

    private void drain(Run run, String key, Instant due, Bystanders others) throws Exception {
        while (Instant.now().isBefore(due.minusSeconds(5))) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        others.longest(Duration.ofSeconds(4));
        report.add(Figure.of(
                run.name() + ".others-before.event-p99", "ms", others.events().getValueAtPercentile(99)));
        others.reset();
        long before = fired(key);
        double cpu = ProcessUsage.of(engine.pid()).cpuSeconds();
        long told = System.nanoTime();
        long fired = before;
        Instant limit = Instant.now().plus(LIMIT);
        while (fired - before < run.profiles() && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            fired = fired(key);
            if (System.nanoTime() - told > TELL.toNanos()) {
                report.progress("%s: %,d of %,d waits ended".formatted(run.name(), fired - before, run.profiles()));
                told = System.nanoTime();
            }
        }
        if (fired - before < run.profiles()) {
            throw new IllegalStateException("only %,d of %,d waits ended".formatted(fired - before, run.profiles()));
        }
        double seconds = Duration.between(due, Instant.now()).toMillis() / 1000.0;
        report.add(Figure.of(run.name() + ".drain", "waits/s", run.profiles() / seconds));
        double used = ProcessUsage.of(engine.pid()).cpuSeconds() - cpu;
        report.add(Figure.of(run.name() + ".drain.cpu", "µs each", used * 1e6 / run.profiles()));
        report.add(Figure.of(run.name() + ".last-late", "s", seconds));
        others.longest(Duration.ofSeconds(2));
        report.add(Figure.of(
                run.name() + ".others.event-p99", "ms", others.events().getValueAtPercentile(99)));
        report.add(Figure.of(
                run.name() + ".others.event-max", "ms", others.events().getMaxValue()));
        report.add(Figure.of(
                run.name() + ".others.wait-late-p99", "ms", others.waits().getValueAtPercentile(99)));
        report.add(Figure.of(
                run.name() + ".others.wait-late-max", "ms", others.waits().getMaxValue()));
    }

    private void await(String what, LongSupplier behind, int all) {
        long end = System.nanoTime() + LIMIT.toNanos();
        long told = System.nanoTime();
        for (long left = behind.getAsLong(); left > 0; left = behind.getAsLong()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("%s: %,d records left after %s".formatted(what, left, LIMIT));
            }
            if (System.nanoTime() - told > TELL.toNanos()) {
                report.progress(all == 0 ? what + " is under way" : "%s: %,d of %,d".formatted(what, all - left, all));
                told = System.nanoTime();
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private long fired(String key) throws Exception {
        return (long)
                metrics.sum(engine, "itinera_instance_transitions_total{journey=\"%s\",kind=\"exited\"".formatted(key));
    }

    private Path stateDir() {
        return StateSize.folder(suite, StackService.JOURNEY, "-9");
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static final String CALM = """
            {"key":"bench-calm","name":"Benchmark","entry":{"on":{"event":"Bench Calm"},"reentry":{"mode":"after-exit"}},
             "start":"pause","steps":{"pause":{"type":"wait","for":"PT2S","next":"end"},"end":{"type":"exit"}}}""";

    private static String definition(String key, String event) {
        return """
                {"key":"%s","name":"Benchmark","entry":{"on":{"event":"%s"},"reentry":{"mode":"after-exit"}},
                 "start":"pause","steps":{"pause":{"type":"wait","until":{"date":{"property":"due"}},"next":"end"},
                 "end":{"type":"exit"}}}""".formatted(key, event);
    }
}
