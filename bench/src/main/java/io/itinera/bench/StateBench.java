package io.itinera.bench;

import io.itinera.contracts.Topics;
import io.itinera.local.backend.Directories;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Profiles with a pending wait, all due in the same second: how fast they come in, what they hold in memory and on disk, how long a
 * pod takes that has lost its disk, and how fast and how late the waits end.
 */
final class StateBench {

    private static final Duration LIMIT = Duration.ofMinutes(40);
    /** Longer than anything before the waits are due takes, per million profiles. */
    private static final Duration AHEAD = Duration.ofSeconds(75);

    private final Suite suite;
    private final Report report;
    private final HttpClient http = HttpClient.newHttpClient();

    StateBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run(int profiles) throws Exception {
        String name = "scale.state-%s".formatted(profiles % 1_000_000 == 0 ? profiles / 1_000_000 + "m" : profiles);
        report.section("%,d profiles, each with a wait, all due in the same second".formatted(profiles));
        Instant due = Instant.now()
                .plus(AHEAD.multipliedBy(Math.max(1, profiles / 1_000_000)).plusSeconds(60))
                .truncatedTo(ChronoUnit.SECONDS);
        String key = "bench-state-" + profiles;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()));
                EngineLoad load = new EngineLoad(suite.bootstrap())) {
            EngineRate rate = new EngineRate(suite, admin, load);
            suite.start(StackService.JOURNEY);
            load.journeys(1, i -> key, i -> definition(key));
            long start = System.nanoTime();
            load.activities(
                    Topics.ACTIVITY,
                    profiles,
                    i -> "Bench State " + profiles,
                    Map.of("due", due.toString()),
                    i -> EngineLoad.profile(100_000_000 + i));
            rate.awaitEngine();
            report.add(Figure.of(name + ".insert", "profiles/s", profiles / ((System.nanoTime() - start) / 1e9)));
            report.add(Figure.of(name + ".heap", "MiB", heapAfterCollection()));
            report.add(Figure.of(
                    name + ".rss", "MiB", ProcessUsage.of(engine().pid()).rssMiB()));
            report.add(Figure.of(name + ".disk", "MiB", sizeOf(stateDir()) / 1048576.0));
            report.add(Figure.of(name + ".restore", "s", restore()));
            if (Instant.now().isAfter(due)) {
                report.progress("the waits came due before all was measured: lateness includes the restore");
            }
            drain(name, key, profiles, due);
            load.forget(1, i -> key);
        }
        suite.stop(StackService.JOURNEY);
    }

    /** A pod that starts without its disk reads its state back from Kafka before it goes on. */
    private double restore() {
        suite.stop(StackService.JOURNEY);
        Directories.delete(stateDir());
        long start = System.nanoTime();
        suite.start(StackService.JOURNEY);
        return (System.nanoTime() - start) / 1e9;
    }

    private void drain(String name, String key, int profiles, Instant due) throws Exception {
        long before = fired(key);
        while (Instant.now().isBefore(due)) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        Instant limit = Instant.now().plus(LIMIT);
        long fired = before;
        while (fired - before < profiles && Instant.now().isBefore(limit)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            fired = fired(key);
        }
        if (fired - before < profiles) {
            throw new IllegalStateException("only %,d of %,d waits ended".formatted(fired - before, profiles));
        }
        double seconds = Duration.between(due, Instant.now()).toMillis() / 1000.0;
        report.add(Figure.of(name + ".drain", "waits/s", profiles / seconds));
        report.add(Figure.of(name + ".last-late", "s", seconds));
    }

    private long fired(String key) throws Exception {
        return metric("itinera_instance_transitions_total{journey=\"%s\",kind=\"exited\"".formatted(key));
    }

    private double heapAfterCollection() throws Exception {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(engine().pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return metric("jvm_memory_used_bytes{area=\"heap\"") / 1048576.0;
    }

    private long metric(String start) throws Exception {
        String metrics = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/metrics".formatted(engine().port())))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return (long) metrics.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private ServiceProcess engine() {
        return suite.service(StackService.JOURNEY);
    }

    private Path stateDir() {
        return suite.stack().settings().state().resolve("data/streams/" + StackService.JOURNEY.module());
    }

    private static double sizeOf(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String definition(String key) {
        return """
                {"key":"%s","name":"Benchmark","entry":{"on":{"event":"Bench State %s"},"reentry":{"mode":"after-exit"}},
                 "start":"pause","steps":{"pause":{"type":"wait","until":{"date":{"property":"due"}},"next":"end"},
                 "end":{"type":"exit"}}}""".formatted(key, key.substring(key.lastIndexOf('-') + 1));
    }
}
