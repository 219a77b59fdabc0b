package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.ChildProcess;
import io.itinera.local.backend.Directories;
import io.itinera.local.backend.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** One service as a child JVM: started from its built package, awaited until it says it is ready, stopped or killed. */
public final class ServiceProcess {

    /** Five services that start share the processors with the answers to whether they are ready. */
    private static final Duration LOOK = Duration.ofMillis(150);

    /**
     * The profiles of the recording would have the optimizing compiler take up at once what only starts a service. Five JVMs that
     * start on few processors would spend half their time in it.
     */
    private static final List<String> NO_EARLY_OPTIMIZING =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTReplayTraining");

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(25);

    private final StackService service;
    private final StackSettings settings;
    private final Map<String, String> environment;
    private final HttpClient http;
    private final String name;
    private final int port;
    private final Queue<ServiceProcess> twins = new ConcurrentLinkedQueue<>();
    private ChildProcess process;

    ServiceProcess(StackService service, StackSettings settings, Map<String, String> environment, HttpClient http) {
        this(service, settings, environment, http, service.module(), settings.port(service.port()));
    }

    /** A process of that name, which is its log's, on a port of its own. */
    private ServiceProcess(
            StackService service,
            StackSettings settings,
            Map<String, String> environment,
            HttpClient http,
            String name,
            int port) {
        this.service = service;
        this.settings = settings;
        this.environment = environment;
        this.http = http;
        this.name = name;
        this.port = port;
    }

    /**
     * Another pod of the same service, not started: it has a port, a log and a state directory of its own.
     *
     * @param number from 2
     * @param further variables that it has besides
     */
    public ServiceProcess twin(int number, Map<String, String> further) {
        String other = service.module() + "-" + number;
        int free = Ports.free();
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(further);
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(free));
        variables.put(
                "KAFKA_STREAMS_STATE_DIR",
                settings.state().resolve("data/streams/" + other).toString());
        ServiceProcess twin = new ServiceProcess(service, settings, variables, http, other, free);
        twins.add(twin);
        return twin;
    }

    /** This one and all twins that it was asked for. */
    Stream<ServiceProcess> withTwins() {
        return Stream.concat(Stream.of(this), twins.stream());
    }

    /** What its log is called. */
    String name() {
        return name;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Starts the JVM, from its start-up cache where there is one. */
    public synchronized void start() {
        StartupCache cache = cache();
        launch(cache.isThere() ? cache.useOptions() : List.of());
    }

    /** Waits until the service says that it is ready. */
    public void awaitReady() {
        try {
            process.awaitReady(this::isReady, LOOK, START);
        } catch (BackEndException e) {
            throw new BackEndException(
                    "%s did not start%s: ./itinera logs %s has the whole story"
                            .formatted(
                                    service.module(), reason(), service.port().label()),
                    e);
        }
    }

    /** What the log says about why, as far as a line of it looks like that. */
    private String reason() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.startsWith("Caused by:") || line.contains(" ERROR "))
                    .reduce((_, last) -> last)
                    .map(line -> " (" + line.strip() + ")")
                    .orElse("");
        } catch (IOException | UncheckedIOException _) {
            return "";
        }
    }

    /** Whether the service says that it is ready. */
    public boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port)))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks the service to end, and does not wait. */
    public void terminate() {
        if (process != null) {
            process.signal("TERM");
        }
    }

    /** Ends the service and waits; one that does not end is killed. */
    public void stop() {
        if (process != null) {
            process.signal("TERM");
            process.awaitEnd(STOP);
        }
    }

    /** Kills the service without warning, as a machine that fails does. */
    public void kill() {
        if (process != null) {
            process.signal("KILL");
            process.awaitEnd(STOP);
        }
    }

    /** Stops the process where it is, as a machine that hangs does; it holds what it holds. */
    public void pause() {
        process.signal("STOP");
    }

    /** Lets a paused process go on, as if no time had passed. */
    public void resume() {
        process.signal("CONT");
    }

    /** Whether the JVM runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Process id. */
    public long pid() {
        return process.pid();
    }

    /** What the service says, in a file. */
    public Path log() {
        return settings.state().resolve("logs").resolve(name + ".log");
    }

    /** The file that has the process id while the service runs, also when its launcher is gone. */
    static Path pidFile(Path state, StackService service) {
        return state.resolve("run").resolve(service.module() + ".pid");
    }

    /** Makes the start-up cache by starting the service once; returns at once when the cache is there. */
    void train() {
        StartupCache cache = cache();
        if (cache.isThere()) {
            return;
        }
        cache.removeOld();
        launch(cache.trainOptions());
        awaitReady();
        process.signal("TERM");
        process.awaitEnd(START);
        cache.tidy();
    }

    /** The service's start-up cache. */
    StartupCache cache() {
        return new StartupCache(settings.state().resolve("aot"), service.module(), program());
    }

    private void launch(List<String> cacheOptions) {
        if (!Files.exists(program())) {
            throw new BackEndException("%s is not built: run ./itinera up".formatted(service.module()));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx%dm".formatted(service.heapMegabytes()),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(NO_EARLY_OPTIMIZING);
        command.addAll(cacheOptions);
        String further =
                settings.environment().getOrDefault(service, Map.of()).getOrDefault(StackSettings.JVM_OPTIONS, "");
        command.addAll(further.isBlank() ? List.of() : List.of(further.strip().split("\\s+")));
        command.addAll(List.of("-jar", program().getFileName().toString()));
        Directories.create(log().getParent());
        process = ChildProcess.start(name, command, program().getParent(), log(), environment);
        remember();
    }

    private void remember() {
        Path file = settings.state().resolve("run").resolve(name + ".pid");
        try {
            Directories.create(file.getParent());
            Files.writeString(file, Long.toString(process.pid()));
        } catch (IOException e) {
            throw new BackEndException("cannot write " + file, e);
        }
    }

    private Path program() {
        return settings.root().resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
