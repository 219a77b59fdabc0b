package io.itinera.bench;

import io.itinera.local.backend.ChildProcess;
import io.itinera.local.backend.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@link BareIntakeResource} as a process of its own. */
final class BareIntake implements AutoCloseable {

    private final int port = Ports.free();
    private final ChildProcess process;

    BareIntake(Suite suite) {
        Path app = suite.stack().settings().root().resolve("bench/target/quarkus-app");
        process = ChildProcess.start(
                "bare endpoint",
                Jvm.command(256, "-jar", "quarkus-run.jar"),
                app,
                suite.stack().settings().state().resolve("logs/bare-intake.log"),
                Map.of("KAFKA_BOOTSTRAP_SERVERS", suite.bootstrap(), "QUARKUS_HTTP_PORT", Integer.toString(port)));
        process.awaitReady(this::answers, Duration.ofMillis(20), Duration.ofSeconds(30));
    }

    int port() {
        return port;
    }

    private boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/single"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.signal("TERM");
        process.awaitEnd(Duration.ofSeconds(20));
    }

    /** JVM command lines that resemble the services' own. */
    static final class Jvm {

        private Jvm() {}

        static List<String> command(int heapMegabytes, String... program) {
            List<String> command = new java.util.ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx%dm".formatted(heapMegabytes),
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow"));
            command.addAll(List.of(program));
            return command;
        }
    }
}
